import creditCardType from 'credit-card-type';

/**
 * The tables of credit-card-type as the text that a frame carries: a line a brand with its prefixes, lengths, gaps and length of security
 * code. The library itself is three times as large, and most of it looks things up that frames do not ask for.
 */
export function brandTable(): string {
  return Object.values(creditCardType.types)
    .map((type) => {
      const { patterns, lengths, gaps, code } = creditCardType.getTypeInfo(type);
      const prefixes = patterns.map((pattern) => (Array.isArray(pattern) ? pattern.join('-') : String(pattern)));
      return [type, prefixes.join(','), lengths.join(','), gaps.join(','), code.size].join(' ');
    })
    .join('\n');
}

/** The source of src/card/generated/brand-table.ts. */
export function brandTableSource(): string {
  return `// Generated from credit-card-type by scripts/write-brand-table.ts. Do not edit.\nexport const BRAND_TABLE = \`${brandTable()}\`;\n`;
}
