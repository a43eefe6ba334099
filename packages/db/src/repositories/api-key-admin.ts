import type { Actor, Page, PageRequest } from '@fieldfare/payments';
import type { ApiKey, ApiKeyScope as Permitted, Mode } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { Prisma } from '../generated/client.ts';
import type { ApiKey as ApiKeyRow } from '../generated/client.ts';
import { pageOf } from './keyset.ts';
import { pageRows } from './page-rows.ts';
import { unlessGone } from './unless-gone.ts';

export interface NewApiKey {
  id: string;
  merchantId: string;
  mode: Mode;
  type: 'secret' | 'publishable';
  name: string;
  prefix: string;
  hash: string;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  /** Null is all that a key of this type may do. */
  scopes: readonly Permitted[] | null;
  /** Empty is anywhere. */
  ipAllowList: readonly string[];
}

/** What of a key may be changed; what is left out stays. */
export type ApiKeyChange = Partial<Pick<NewApiKey, 'name' | 'scopes' | 'ipAllowList'>>;

export interface ApiKeyScope {
  merchantId: string;
  mode: Mode;
}

/** A merchant's keys as the console manages them. Every change commits with its audit row. */
export interface ApiKeyAdmin {
  list(scope: ApiKeyScope, page: PageRequest): Promise<Page<ApiKey>>;
  insert(key: NewApiKey, actor: Actor, requestId: string): Promise<ApiKey>;
  /** Changes a key that works; null where there is no such key, or it works no more. */
  update(
    id: string,
    scope: ApiKeyScope,
    change: ApiKeyChange,
    actor: Actor,
    requestId: string,
    at: Date,
  ): Promise<ApiKey | null>;
  /** Revokes now; null where there is no such key. Revoking twice keeps the first time. */
  revoke(id: string, scope: ApiKeyScope, actor: Actor, requestId: string, at: Date): Promise<ApiKey | null>;
  /** Inserts the successor and ends the old key at `oldExpiresAt`; null where the old key does not exist or works no more. */
  rotate(
    id: string,
    scope: ApiKeyScope,
    successor: NewApiKey,
    oldExpiresAt: Date,
    actor: Actor,
    requestId: string,
  ): Promise<ApiKey | null>;
  find(id: string, scope: ApiKeyScope): Promise<ApiKey | null>;
}

export function createApiKeyAdmin({ prisma, pool }: Database): ApiKeyAdmin {
  const audit = (
    merchantId: string,
    actor: Actor,
    action: string,
    subject: string,
    requestId: string,
    createdAt: Date,
    body: Prisma.InputJsonObject = {},
  ) =>
    prisma.auditEntry.create({
      data: { merchantId, actor: { ...actor }, action, subject, requestId, createdAt, body },
    });
  const find = (id: string, scope: ApiKeyScope) => prisma.apiKey.findFirst({ where: { id, ...scope } });

  return {
    find: async (id, scope) => present(await find(id, scope)),
    list: async (scope, page) => {
      const equals = { merchantId: scope.merchantId, mode: scope.mode };
      const keys = await pageRows<ApiKeyRow>(pool, 'api_keys', Prisma.ApiKeyScalarFieldEnum, equals, page);
      return pageOf(
        keys.map((key) => presentKey(key)),
        page,
      );
    },
    insert: async (key, actor, requestId) => {
      const [row] = await prisma.$transaction([
        prisma.apiKey.create({ data: rowOf(key) }),
        audit(key.merchantId, actor, 'api_key.create', key.id, requestId, key.createdAt, accessOf(key)),
      ]);
      return presentKey(row);
    },
    update: async (id, scope, change, actor, requestId, at) => {
      const key = await find(id, scope);
      if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= at)) return null;
      const updated = await unlessGone(
        prisma.$transaction([
          prisma.apiKey.update({ where: { id, revokedAt: null }, data: columnsOf(change) }),
          audit(scope.merchantId, actor, 'api_key.update', id, requestId, at, accessOf(change)),
        ]),
      );
      return updated && presentKey(updated[0]);
    },
    revoke: async (id, scope, actor, requestId, at) => {
      const key = await find(id, scope);
      if (!key) return null;
      if (key.revokedAt) return presentKey(key);
      const revoked = await unlessGone(
        prisma.$transaction([
          prisma.apiKey.update({ where: { id, revokedAt: null }, data: { revokedAt: at } }),
          audit(scope.merchantId, actor, 'api_key.revoke', id, requestId, at),
        ]),
      );
      // Of two at once the first one revoked it.
      return revoked ? presentKey(revoked[0]) : present(await find(id, scope));
    },
    rotate: async (id, scope, successor, oldExpiresAt, actor, requestId) => {
      const key = await find(id, scope);
      const at = successor.createdAt;
      if (!key || key.revokedAt || key.replacedBy || (key.expiresAt && key.expiresAt <= at)) return null;
      const rotated = await unlessGone(
        prisma.$transaction([
          prisma.apiKey.create({ data: rowOf(successor) }),
          // The condition makes the second of two rotations at once fail as a whole.
          prisma.apiKey.update({
            where: { id, replacedBy: null, revokedAt: null },
            data: {
              replacedBy: successor.id,
              expiresAt: key.expiresAt && key.expiresAt < oldExpiresAt ? key.expiresAt : oldExpiresAt,
            },
          }),
          audit(scope.merchantId, actor, 'api_key.rotate', id, requestId, at),
        ]),
      );
      return rotated && presentKey(rotated[0]);
    },
  };
}

function rowOf({ scopes, ipAllowList, ...key }: NewApiKey) {
  return { ...key, ...columnsOf({ scopes, ipAllowList }) };
}

function columnsOf({ name, scopes, ipAllowList }: ApiKeyChange) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes: scopes === null ? Prisma.DbNull : [...scopes] }),
    ...(ipAllowList === undefined ? {} : { ipAllowList: [...ipAllowList] }),
  };
}

/** What the audit log says of a key's power: enough to trace who widened it. */
function accessOf({ name, scopes, ipAllowList }: ApiKeyChange): Prisma.InputJsonObject {
  return {
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes: scopes === null ? null : [...scopes] }),
    ...(ipAllowList === undefined ? {} : { ip_allow_list: [...ipAllowList] }),
  };
}

function present(key: ApiKeyRow | null): ApiKey | null {
  return key && presentKey(key);
}

function presentKey(key: ApiKeyRow): ApiKey {
  return {
    id: key.id,
    object: 'api_key',
    type: key.type as ApiKey['type'],
    mode: key.mode as ApiKey['mode'],
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes as ApiKey['scopes'],
    ip_allow_list: key.ipAllowList,
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    replaced_by: key.replacedBy,
  };
}
