import type { DueDelivery } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import type { Clock } from '@fieldfare/payments';
import type { MerchantSecrets } from '@fieldfare/vault';
import { newWebhookSecret } from './webhook-secret.ts';

const PURPOSE = 'webhook';

/** What signs an endpoint's webhooks: kept by the vault, shown once. */
export interface EndpointSecrets {
  make(merchantId: string): Promise<{ id: string; secret: string }>;
  /** The present secret first, then the one before it while it overlaps. */
  signing(endpoint: DueDelivery['endpoint']): Promise<string[]>;
  forget(ids: readonly string[], merchantId: string): Promise<void>;
}

export function createEndpointSecrets(secrets: MerchantSecrets, clock: Clock): EndpointSecrets {
  const read = (id: string, merchantId: string) => secrets.read({ id, merchantId, purpose: PURPOSE });
  return {
    make: async (merchantId) => {
      const id = newId('secret', clock.now());
      const secret = newWebhookSecret();
      await secrets.keep({ id, merchantId, purpose: PURPOSE }, secret);
      return { id, secret };
    },
    signing: async ({ merchantId, secretId, previousSecretId, previousSecretExpiresAt }) => {
      const present = await read(secretId, merchantId);
      const overlaps = previousSecretExpiresAt !== null && previousSecretExpiresAt > clock.now();
      return previousSecretId !== null && overlaps ? [present, await read(previousSecretId, merchantId)] : [present];
    },
    forget: async (ids, merchantId) => {
      for (const id of ids) await secrets.forget(id, merchantId);
    },
  };
}
