import type { Random } from '../crash/random.ts';

/** Values that parsers have stumbled over before. */
const AWKWARD = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '‮4242',
  'null',
  '__proto__',
  "'; DROP TABLE payments; --",
  '../../etc/passwd',
  '%00',
  [],
  {},
  [[[[[[[[]]]]]]]],
  { toJSON: 'x' },
  'x'.repeat(5_000),
] as const;
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'request_id',
  'amount_minor',
  '',
  'ключ',
] as const;

/** The value with one thing wrong with it somewhere inside. Text that arrives so parses as JSON; whether it is refused is the schema's business. */
export function mutate(random: Random, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && random.below(3) > 0) {
    const at = random.below(value.length);
    return value.map((item, index) => (index === at ? mutate(random, item) : item));
  }
  if (typeof value === 'object' && value !== null && random.below(4) > 0) return mutateObject(random, value);
  if (typeof value === 'string' && value.length > 0 && random.below(2) > 0) return mutateText(random, value);
  return random.pick(AWKWARD);
}

function mutateObject(random: Random, value: object): object {
  const entries = Object.entries(value);
  const at = random.below(Math.max(1, entries.length));
  switch (random.below(4)) {
    case 0:
      return Object.fromEntries(entries.filter((_, index) => index !== at));
    case 1:
      // fromEntries defines `__proto__` as an own key, as JSON.parse does.
      return Object.fromEntries([...entries, [random.pick(KEYS), random.pick(AWKWARD)]]);
    default:
      return Object.fromEntries(entries.map(([key, item], index) => [key, index === at ? mutate(random, item) : item]));
  }
}

function mutateText(random: Random, text: string): string {
  const at = random.below(text.length);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text + text.slice(at);
    case 2:
      return `${text.slice(0, at)}${String.fromCodePoint(1 + random.below(0xffff))}${text.slice(at + 1)}`;
    default:
      return text.split('').toReversed().join('');
  }
}
