import { newId } from '@fieldfare/protocol';
import type { BankAccountSecrets } from '@fieldfare/protocol';
import { maskBankAccount } from '../cards/mask-method.ts';
import { sealBankAccount } from '../cards/seal-card.ts';
import type { TokenizeCardDeps } from '../cards/tokenize-card.ts';
import type { StoredCard } from '../ports.ts';

/** Encrypts a bank account for storage, exactly as a card, and names it by a token that has no relation to it. */
export async function tokenizeBankAccount(
  account: BankAccountSecrets,
  merchantId: string,
  { merchantKeys, fingerprinter, clock }: TokenizeCardDeps,
): Promise<StoredCard> {
  const createdAt = clock.now();
  const token = newId('token', createdAt);
  const sealed = await sealBankAccount(account, { token, merchantId }, merchantKeys);
  const fingerprint = await fingerprinter.fingerprint(bankAccountIdentity(account));
  return { token, merchantId, ...sealed, fingerprint, masked: maskBankAccount(account), createdAt };
}

/** What makes two accounts the same one. A letter stands in front, so that no account is ever taken for a card. */
export function bankAccountIdentity({ routing_number, account_number }: BankAccountSecrets): string {
  return `ach:${routing_number}:${account_number}`;
}
