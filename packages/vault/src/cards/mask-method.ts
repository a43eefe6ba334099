import type { BankAccountSecrets, CardBrand, MaskedMethod } from '@fieldfare/protocol';
import { bankNameOf } from '../bank-accounts/bank-name.ts';
import type { StorableCard } from '../ports.ts';

/** What may be shown of a card (PCI DSS 3.4.1). */
export function maskCard({ number, exp_month, exp_year }: StorableCard, brand: CardBrand): MaskedMethod {
  return { type: 'card', brand, last4: number.slice(-4), exp_month, exp_year, bank_name: null };
}

/** What may be shown of a bank account. */
export function maskBankAccount({ account_number, routing_number }: BankAccountSecrets): MaskedMethod {
  return {
    type: 'ach',
    brand: null,
    last4: account_number.slice(-4),
    exp_month: null,
    exp_year: null,
    bank_name: bankNameOf(routing_number),
  };
}
