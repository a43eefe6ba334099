import { codePoints } from './code-points.ts';

/**
 * What the generated browser validators are made of. A shape answers whether a value is exactly what the protocol's schema says; it never
 * throws and never changes the value. Small enough to be inlined in every frame, where the schema library itself would not fit.
 */
export type Shape = (value: unknown) => boolean;

type Format = (text: string) => boolean;
type Shapes = Readonly<Record<string, Shape>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const bool: Shape = (value) => typeof value === 'boolean';

export const one =
  (...allowed: readonly unknown[]): Shape =>
  (value) =>
    allowed.includes(value);

export const int =
  (min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Shape =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;

/** `min` and `max` count code points, which are at most as many as UTF-16 units. */
export const text =
  (max = Infinity, pattern?: RegExp, min = 0, format?: Format): Shape =>
  (value) =>
    typeof value === 'string' &&
    (value.length <= max || codePoints(value) <= max) &&
    (min === 0 || codePoints(value) >= min) &&
    (!pattern || pattern.test(value)) &&
    (!format || format(value));

/** An identifier of ours by its prefix. */
export const id = (prefix: string): Shape => text(undefined, new RegExp(`^${prefix}_[0-9a-z]{26}$`));

/** A time in UTC as ISO 8601 writes it, of a day that there is; parts of a second as many as you like. */
export const time: Shape = (value) => {
  if (typeof value !== 'string' || !/^\d{4}(-\d\d){2}T\d\d(:\d\d){2}(\.\d+)?Z$/.test(value)) return false;
  const second = value.slice(0, 19);
  return JSON.stringify(new Date(`${second}Z`)) === `"${second}.000Z"`;
};

export const list =
  (item: Shape, min = 0, max = Infinity): Shape =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(item);

export const map =
  (key: Shape, item: Shape, max = Infinity): Shape =>
  (value) =>
    isRecord(value) &&
    Object.keys(value).length <= max &&
    Object.entries(value).every(([name, content]) => key(name) && item(content));

/** Every key of `required`, perhaps keys of `optional`, and no other. */
export const obj =
  (required: Shapes, optional: Shapes = {}): Shape =>
  (value) => {
    if (!isRecord(value)) return false;
    for (const key in required) if (!required[key]?.(value[key])) return false;
    // An inherited key counts as one too many, as it does for the schemas.
    for (const key in value) {
      if (Object.hasOwn(required, key)) continue;
      if (!Object.hasOwn(optional, key)) return false;
      if (value[key] !== undefined && !optional[key]?.(value[key])) return false;
    }
    return true;
  };

export const any =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));
