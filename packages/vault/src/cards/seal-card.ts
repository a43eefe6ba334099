import { randomBytes } from 'node:crypto';
import type { BankAccountSecrets } from '@fieldfare/protocol';
import type { StorableCard, StoredCard } from '../ports.ts';
import { KEY_BYTES, sealAesGcm } from '../primitives/aes-gcm.ts';
import { cardAad, cardKeyAad } from './card-aad.ts';
import type { CardNames } from './card-aad.ts';
import type { MerchantKeys } from './merchant-keys.ts';

type Sealed = Pick<StoredCard, 'dataKeyId' | 'wrappedKey' | 'ciphertext'>;

/** Encrypts a card under a data key of its own, which the merchant's key of the present month wraps. */
export function sealCard(card: StorableCard, names: CardNames, merchantKeys: MerchantKeys): Promise<Sealed> {
  return seal(storable(card), names, merchantKeys);
}

/** Encrypts a bank account just so. */
export function sealBankAccount(
  { account_number, routing_number, account_type, account_name }: BankAccountSecrets,
  names: CardNames,
  merchantKeys: MerchantKeys,
): Promise<Sealed> {
  return seal({ account_number, routing_number, account_type, account_name }, names, merchantKeys);
}

function seal(
  method: StorableCard | BankAccountSecrets,
  names: CardNames,
  merchantKeys: MerchantKeys,
): Promise<Sealed> {
  return merchantKeys.withCurrent(names.merchantId, (merchantKey, dataKeyId) => {
    const cardKey = randomBytes(KEY_BYTES);
    const plaintext = Buffer.from(JSON.stringify(method), 'utf8');
    try {
      return {
        dataKeyId,
        wrappedKey: sealAesGcm(merchantKey, cardKey, cardKeyAad({ ...names, dataKeyId })),
        ciphertext: sealAesGcm(cardKey, plaintext, cardAad(names)),
      };
    } finally {
      cardKey.fill(0);
      plaintext.fill(0);
    }
  });
}

/** Named one by one: a member that is added to CardSecrets is not stored by accident, and the security code never is (PCI DSS 3.3.1). */
function storable({ number, exp_month, exp_year, name, postal_code }: StorableCard): StorableCard {
  return { number, exp_month, exp_year, name, postal_code };
}
