import type { SecondFactorSecrets } from '@fieldfare/access';
import type { Clock } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { MerchantSecrets } from '@fieldfare/vault';
import { SECRETS_OF_PEOPLE } from './secret-store.ts';

/** The secrets of second factors in the vault. Each is bound to its owner: in another person's row it does not open. */
export function createSecondFactorSecrets(secrets: MerchantSecrets, clock: Clock): SecondFactorSecrets {
  const nameOf = (userId: string, id: string) => ({ id, merchantId: SECRETS_OF_PEOPLE, purpose: `totp:${userId}` });
  return {
    keep: async (userId, secret) => {
      const id = newId('secret', clock.now());
      await secrets.keep(nameOf(userId, id), secret);
      return id;
    },
    read: (userId, id) => secrets.read(nameOf(userId, id)),
    forget: (id) => secrets.forget(id, SECRETS_OF_PEOPLE),
  };
}
