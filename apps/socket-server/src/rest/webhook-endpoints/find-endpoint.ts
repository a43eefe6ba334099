import type { WebhookEndpoint } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { notFound } from '../not-found.ts';

/** The caller's endpoint of that id. Somebody else's answers exactly like none. */
export async function findEndpoint(deps: Deps, { merchantId, mode }: Caller, id: string): Promise<WebhookEndpoint> {
  const endpoint = await deps.webhooks.endpoints.find(id, { merchantId, mode });
  if (!endpoint) throw notFound('webhook_endpoint');
  return endpoint;
}
