import type { MerchantKeys } from '../cards/merchant-keys.ts';
import type { MovedSecret, SecretToMove } from '../operations/ports.ts';
import { openSecret, sealSecret } from './seal-secret.ts';

/** Seals a secret anew, under the key that follows its merchant's retired one. Throws `secret_unreadable` where the row does not open. */
export async function moveSecret(secret: SecretToMove, keys: MerchantKeys): Promise<MovedSecret> {
  const plaintext = await keys.withStored(secret.dataKeyId, secret.merchantId, (merchantKey) =>
    openSecret(merchantKey, secret.sealed, secret),
  );
  try {
    return await keys.withPeriod(secret.merchantId, secret.period, (merchantKey, toKeyId) => ({
      id: secret.id,
      fromKeyId: secret.dataKeyId,
      toKeyId,
      sealed: sealSecret(merchantKey, plaintext, secret),
    }));
  } finally {
    plaintext.fill(0);
  }
}
