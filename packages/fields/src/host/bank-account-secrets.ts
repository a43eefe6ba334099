import type { BankAccountSecrets, FieldKind } from '@fieldfare/protocol';

/** Puts a bank account's collected values together; null where a field that it needs is not on the page. */
export function bankAccountSecrets(values: ReadonlyMap<FieldKind, string>): BankAccountSecrets | null {
  const [name, type, routing, number] = (
    ['account-name', 'account-type', 'routing-number', 'account-number'] as const
  ).map((kind) => values.get(kind));
  const isType = type === 'checking' || type === 'savings';
  if (name === undefined || !isType || routing === undefined || number === undefined) return null;
  return { account_name: name, account_type: type, routing_number: routing, account_number: number };
}
