/** One fee rule as it is typed: nothing of it need be right yet. */
export interface FeeRuleRow {
  method: string;
  /** `*` is every brand. */
  brand: string;
  bps: string;
  fixed: string;
}

export const NEW_FEE_RULE: FeeRuleRow = { method: 'card', brand: '*', bps: '', fixed: '0' };

const BETWEEN_RULES = ';';
const BETWEEN_PARTS = ' ';

/** Rules as one text, as all settings are kept while they are typed. */
export function textOfRules(rows: readonly FeeRuleRow[]): string {
  return rows
    .map(({ method, brand, bps, fixed }) => [method, brand, bps, fixed].map(withoutSeparators).join(BETWEEN_PARTS))
    .join(BETWEEN_RULES);
}

export function rulesOfText(text: string): FeeRuleRow[] {
  if (text === '') return [];
  return text.split(BETWEEN_RULES).map((rule) => {
    const [method = '', brand = '', bps = '', fixed = ''] = rule.split(BETWEEN_PARTS);
    return { method, brand, bps, fixed };
  });
}

function withoutSeparators(part: string): string {
  return part.replaceAll(BETWEEN_RULES, '').replaceAll(BETWEEN_PARTS, '');
}
