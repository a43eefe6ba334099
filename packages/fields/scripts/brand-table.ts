import creditCardType from 'credit-card-type';

/**
 * The tables of credit-card-type as the text that a frame carries: a line a brand with its prefixes, lengths and gaps. Of a range's end
 * only what differs from its start is written: `650082-3`. The library itself is three times as large, and most of it looks things up that
 * frames do not ask for.
 */
export function brandTable(): string {
  return Object.values(creditCardType.types)
    .map((type) => {
      const { patterns, lengths, gaps } = creditCardType.getTypeInfo(type);
      const prefixes = patterns.map((pattern) => (Array.isArray(pattern) ? rangeText(pattern) : String(pattern)));
      return [type, prefixes.join(','), lengths.join(','), gaps.join(',')].join(' ');
    })
    .join('\n');
}

function rangeText([low, high]: readonly number[]): string {
  const [from, to] = [String(low), String(high)];
  const shared = Array.from(to).findIndex((digit, index) => digit !== from[index]);
  return `${from}-${to.slice(shared)}`;
}

/** The source of src/card/generated/brand-table.ts. */
export function brandTableSource(): string {
  return `// Generated from credit-card-type by scripts/write-brand-table.ts. Do not edit.\nexport const BRAND_TABLE = \`${brandTable()}\`;\n`;
}
