import type { WebhookEndpoint } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { findOwn } from '../find-own.ts';

/** The caller's endpoint of that id, which a parameter may name instead of the path. */
export function findEndpoint(deps: Deps, caller: Caller, id: string, param?: string): Promise<WebhookEndpoint> {
  return findOwn('webhook_endpoint', caller, (scope) => deps.webhooks.endpoints.find(id, scope), param);
}
