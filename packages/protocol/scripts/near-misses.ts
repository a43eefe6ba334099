const ODD = [
  undefined,
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e15,
  Number.NaN,
  true,
  [],
  {},
  'x'.repeat(20_000),
  '4242424242424242',
];

/**
 * Copies of a value that are a little wrong, a few at each level: a key gone, a key too many, a part replaced by something odd, a text
 * longer by one. The seed decides which, so that a failure repeats.
 */
export function nearMisses(value: unknown, seed: number): unknown[] {
  const odd = ODD[seed % ODD.length];
  if (typeof value === 'string')
    return [odd, `${value}!`, value.slice(1), `\n${value}`, `${value}${'𝄞'.repeat(40)}`, value.toUpperCase()];
  if (typeof value === 'number') return [odd, -value, value + 0.5, String(value)];
  if (Array.isArray(value)) return [odd, [...value, ...value], [...value, odd], []];
  if (typeof value === 'object' && value !== null) return objectMisses(value as Record<string, unknown>, seed, odd);
  return [odd];
}

function objectMisses(value: Record<string, unknown>, seed: number, odd: unknown): unknown[] {
  const keys = Object.keys(value);
  const misses: unknown[] = [odd, [value], { ...value, surplus: 1 }, { ...value, constructor: 1 }];
  for (const [index, key] of keys.entries()) {
    const { [key]: removed, ...rest } = value;
    misses.push(rest, { ...value, [key]: odd }, { ...value, [key]: undefined });
    const nested = nearMisses(removed, seed + index);
    misses.push({ ...value, [key]: nested[(seed + index) % nested.length] });
  }
  return misses;
}
