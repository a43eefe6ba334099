import {
  createDeliveryStore,
  createDeliveryWork,
  createEndpointStore,
  createEventRecorder,
  createEventStore,
  createSecretStore,
} from '@fieldfare/db';
import type { Database } from '@fieldfare/db';
import type { Clock } from '@fieldfare/payments';
import { createMerchantSecrets } from '@fieldfare/vault';
import type { Vault } from '@fieldfare/vault';
import { createEndpointSecrets } from './endpoint-secrets.ts';
import type { NotifyMerchant, Webhooks } from './webhooks.ts';

export interface ComposeWebhooksOptions {
  database: Database;
  vault: Pick<Vault, 'merchantKeys'>;
  clock: Clock;
  notify: NotifyMerchant;
}

export function composeWebhooks({ database, vault, clock, notify }: ComposeWebhooksOptions): Webhooks {
  const { pool } = database;
  const { merchantKeys } = vault;
  return {
    events: createEventStore(pool),
    endpoints: createEndpointStore(database),
    deliveries: createDeliveryStore(pool),
    secrets: createEndpointSecrets(
      createMerchantSecrets({ merchantKeys, store: createSecretStore(pool), clock }),
      clock,
    ),
    recorder: createEventRecorder(pool),
    work: createDeliveryWork(pool),
    notify,
  };
}
