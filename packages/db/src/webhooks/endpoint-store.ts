import type { Actor, Page, PageRequest } from '@fieldfare/payments';
import type { UpdateWebhookEndpoint, WebhookEndpoint } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { Prisma } from '../generated/client.ts';
import type { WebhookEndpoint as EndpointRow } from '../generated/client.ts';
import { pageOf } from '../repositories/keyset.ts';
import { pageRows } from '../repositories/page-rows.ts';
import { unlessGone } from '../repositories/unless-gone.ts';
import type { EventScope } from './event-store.ts';

export interface NewEndpoint extends EventScope {
  id: string;
  url: string;
  description: string | null;
  eventTypes: string[];
  secretId: string;
  createdAt: Date;
}

/** Who does it, in which request, when: what the audit row says. */
export interface Change {
  actor: Actor;
  requestId: string;
  at: Date;
}

export interface RotatedSecret {
  endpoint: WebhookEndpoint;
  /** Signs no more; to be forgotten. */
  dropped: string[];
}

/** A merchant's endpoints. Every change commits with its audit row. */
export interface EndpointStore {
  list(scope: EventScope, page: PageRequest): Promise<Page<WebhookEndpoint>>;
  find(id: string, scope: EventScope): Promise<WebhookEndpoint | null>;
  count(scope: EventScope): Promise<number>;
  insert(endpoint: NewEndpoint, change: Change): Promise<WebhookEndpoint>;
  /** Null where there is no such endpoint. Disabling takes back what was still to be delivered. */
  update(id: string, scope: EventScope, patch: UpdateWebhookEndpoint, change: Change): Promise<WebhookEndpoint | null>;
  /**
   * Signs with the new secret from now on, and with the present one beside it until `overlapEndsAt`. Answers `changed` where somebody else
   * rotated it at the same moment; then nothing was done.
   */
  rotate(
    id: string,
    scope: EventScope,
    secretId: string,
    overlapEndsAt: Date,
    change: Change,
  ): Promise<RotatedSecret | 'changed' | null>;
  /** Deletes it with its log, and answers the secrets that it signed with; null where there is none. */
  remove(id: string, scope: EventScope, change: Change): Promise<string[] | null>;
}

export function createEndpointStore({ prisma, pool }: Database): EndpointStore {
  const audit = ({ actor, requestId, at }: Change, merchantId: string, action: string, subject: string) =>
    prisma.auditEntry.create({
      data: {
        merchantId,
        actor: { ...actor },
        action: `webhook_endpoint.${action}`,
        subject,
        requestId,
        createdAt: at,
      },
    });
  const find = (id: string, { merchantId, mode }: EventScope) =>
    prisma.webhookEndpoint.findFirst({ where: { id, merchantId, mode } });
  const cancelPending = (endpointId: string, at: Date) =>
    prisma.webhookDelivery.updateMany({
      where: { endpointId, status: 'pending' },
      data: { status: 'canceled', nextAttemptAt: null, finishedAt: at },
    });

  return {
    find: async (id, scope) => {
      const row = await find(id, scope);
      return row && presentEndpoint(row);
    },
    count: ({ merchantId, mode }) => prisma.webhookEndpoint.count({ where: { merchantId, mode } }),
    list: async ({ merchantId, mode }, page) => {
      const fields = Prisma.WebhookEndpointScalarFieldEnum;
      const rows = await pageRows<EndpointRow>(pool, 'webhook_endpoints', fields, { merchantId, mode }, page);
      return pageOf(rows.map(presentEndpoint), page);
    },
    insert: async (endpoint, change) => {
      const [row] = await prisma.$transaction([
        prisma.webhookEndpoint.create({ data: { ...endpoint, updatedAt: endpoint.createdAt } }),
        audit(change, endpoint.merchantId, 'create', endpoint.id),
      ]);
      return presentEndpoint(row);
    },
    update: async (id, scope, patch, change) => {
      if (!(await find(id, scope))) return null;
      const updated = await unlessGone(
        prisma.$transaction([
          prisma.webhookEndpoint.update({ where: { id }, data: patchOf(patch, change.at) }),
          audit(change, scope.merchantId, 'update', id),
          ...(patch.status === 'disabled' ? [cancelPending(id, change.at)] : []),
        ]),
      );
      return updated && presentEndpoint(updated[0]);
    },
    rotate: async (id, scope, secretId, overlapEndsAt, change) => {
      const old = await find(id, scope);
      if (!old) return null;
      const hasOverlap = overlapEndsAt > change.at;
      // The condition makes the second of two rotations at once fail as a whole.
      const rotated = await unlessGone(
        prisma.$transaction([
          prisma.webhookEndpoint.update({
            where: { id, secretId: old.secretId },
            data: {
              secretId,
              previousSecretId: hasOverlap ? old.secretId : null,
              previousSecretExpiresAt: hasOverlap ? overlapEndsAt : null,
              updatedAt: change.at,
            },
          }),
          audit(change, scope.merchantId, 'rotate_secret', id),
        ]),
      );
      if (!rotated) return 'changed';
      const [row] = rotated;
      const dropped = [old.previousSecretId, hasOverlap ? null : old.secretId].filter((gone) => gone !== null);
      return { endpoint: presentEndpoint(row), dropped };
    },
    remove: async (id, scope, change) => {
      const old = await find(id, scope);
      if (!old) return null;
      await prisma.$transaction([
        prisma.$executeRaw`DELETE FROM webhook_attempts a USING webhook_deliveries d WHERE d.id = a.delivery_id AND d.endpoint_id = ${id}`,
        prisma.webhookDelivery.deleteMany({ where: { endpointId: id } }),
        prisma.webhookEndpoint.deleteMany({ where: { id } }),
        audit(change, scope.merchantId, 'delete', id),
      ]);
      return [old.secretId, old.previousSecretId].filter((secret) => secret !== null);
    },
  };
}

function patchOf({ status, url, description, event_types: eventTypes }: UpdateWebhookEndpoint, at: Date) {
  return {
    ...(url === undefined ? {} : { url }),
    ...(description === undefined ? {} : { description }),
    ...(eventTypes === undefined ? {} : { eventTypes }),
    ...(status === 'disabled' ? { status, disabledReason: 'by_request', disabledAt: at } : {}),
    ...(status === 'enabled' ? { status, disabledReason: null, disabledAt: null, failingSince: null } : {}),
    updatedAt: at,
  };
}

function presentEndpoint(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    object: 'webhook_endpoint',
    mode: row.mode as WebhookEndpoint['mode'],
    url: row.url,
    description: row.description,
    event_types: row.eventTypes as WebhookEndpoint['event_types'],
    status: row.status as WebhookEndpoint['status'],
    disabled_reason: row.disabledReason as WebhookEndpoint['disabled_reason'],
    disabled_at: row.disabledAt?.toISOString() ?? null,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_expires_at: row.previousSecretExpiresAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
