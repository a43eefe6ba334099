import type { Actor, Clock, Page, PageRequest } from '@fieldfare/payments';
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
  /** Null where the merchant has as many of that mode as it may have. */
  insert(endpoint: NewEndpoint, limit: number, change: Change): Promise<WebhookEndpoint | null>;
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

export function createEndpointStore({ prisma, pool }: Database, clock: Clock): EndpointStore {
  const presentEndpoint = (row: EndpointRow) => toEndpoint(row, clock.now());
  const auditRow = ({ actor, requestId, at }: Change, merchantId: string, action: string, subject: string) => ({
    data: { merchantId, actor: { ...actor }, action: `webhook_endpoint.${action}`, subject, requestId, createdAt: at },
  });
  const audit = (...of: Parameters<typeof auditRow>) => prisma.auditEntry.create(auditRow(...of));
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
    list: async ({ merchantId, mode }, page) => {
      const fields = Prisma.WebhookEndpointScalarFieldEnum;
      const rows = await pageRows<EndpointRow>(pool, 'webhook_endpoints', fields, { merchantId, mode }, page);
      return pageOf(rows.map(presentEndpoint), page);
    },
    insert: (endpoint, limit, change) =>
      prisma.$transaction(async (tx) => {
        const { id, merchantId, mode, createdAt } = endpoint;
        // One at a time, so that two cannot pass the limit together; payments, which only refer to the merchant, go on.
        await tx.$queryRaw`SELECT 1 FROM merchants WHERE id = ${merchantId} FOR NO KEY UPDATE`;
        if ((await tx.webhookEndpoint.count({ where: { merchantId, mode } })) >= limit) return null;
        const row = await tx.webhookEndpoint.create({ data: { ...endpoint, updatedAt: createdAt } });
        await tx.auditEntry.create(auditRow(change, merchantId, 'create', id));
        return presentEndpoint(row);
      }),
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

function toEndpoint(row: EndpointRow, now: Date): WebhookEndpoint {
  const { previousSecretExpiresAt: overlapEndsAt } = row;
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
    previous_secret_expires_at: overlapEndsAt && overlapEndsAt > now ? overlapEndsAt.toISOString() : null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
