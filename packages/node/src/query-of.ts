import { misuse } from './misuse.ts';

/** What a query may hold. */
export type QueryParams = Readonly<Record<string, QueryValue>>;

type QueryValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>> | undefined;

/**
 * Parameters as a query string: lists joined by commas, objects as `metadata[order]=A-1`; what is undefined is left out. What a query cannot say is
 * refused, not left out: a list that was to be one customer's would be everybody's.
 *
 * @throws {FieldfareApiError} `parameter_invalid`
 */
export function queryOf(params: QueryParams): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (!isRecord(value)) query.set(name, textOf(value, name));
    else for (const [key, one] of Object.entries(value)) query.set(`${name}[${key}]`, textOf(one, name));
  }
  const text = query.toString();
  return text && `?${text}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function textOf(value: unknown, param: string): string {
  if (Array.isArray(value)) return value.map((one) => textOf(one, param)).join(',');
  if (/^(string|number|boolean|bigint)$/.test(typeof value)) return String(value);
  throw misuse('parameter_invalid', `${param} must be text or a number, or be left out.`, { param });
}
