import {
  createDeliveryStore,
  createDeliveryWork,
  createEndpointStore,
  createEventRecorder,
  createEventStore,
} from '@fieldfare/db';
import type { Database } from '@fieldfare/db';
import type { Clock } from '@fieldfare/payments';
import type { MerchantSecrets } from '@fieldfare/vault';
import { createEndpointSecrets } from './endpoint-secrets.ts';
import type { Webhooks } from './webhooks.ts';

export interface ComposeWebhooksOptions {
  database: Database;
  secrets: MerchantSecrets;
  clock: Clock;
}

export function composeWebhooks({ database, secrets, clock }: ComposeWebhooksOptions): Webhooks {
  const { pool } = database;
  return {
    events: createEventStore(pool),
    endpoints: createEndpointStore(database, clock),
    deliveries: createDeliveryStore(pool),
    secrets: createEndpointSecrets(secrets, clock),
    recorder: createEventRecorder(pool),
    work: createDeliveryWork(pool),
  };
}
