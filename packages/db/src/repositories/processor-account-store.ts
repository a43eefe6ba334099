import type { Actor } from '@fieldfare/payments';
import { ProcessorAccount, RoutingRule } from '@fieldfare/protocol';
import type { Mode, ProcessorKind } from '@fieldfare/protocol';
import type * as z from 'zod';
import type { Database } from '../connect.ts';
import type { ProcessorAccount as Row } from '../generated/client.ts';
import { unlessGone } from './unless-gone.ts';

export interface NewProcessorAccount {
  id: string;
  merchantId: string;
  mode: Mode;
  processor: ProcessorKind;
  secretId: string;
  credentialsHint: string;
  priority: number;
  rule: RoutingRule;
  createdBy: string | null;
  createdAt: Date;
}

/** What of an account may be changed; what is left out stays. */
export interface ProcessorAccountChange {
  /** `replaces` is the secret that its parts were taken from. */
  secret?: { id: string; hint: string; replaces: string };
  priority?: number;
  rule?: RoutingRule;
  isEnabled?: boolean;
}

const Shown = ProcessorAccount.omit({ webhook_url: true });

/** An account with the name of its secret, which no answer shows. */
export interface KeptProcessorAccount extends z.infer<typeof Shown> {
  merchantId: string;
  secretId: string;
}

export interface ProcessorAccountScope {
  merchantId: string;
  mode: Mode;
}

/** A merchant's accounts at processors. Every change commits with its audit row; an account is disabled, never deleted, because payments name it. */
export interface ProcessorAccountStore {
  list(scope: ProcessorAccountScope): Promise<KeptProcessorAccount[]>;
  load(id: string): Promise<KeptProcessorAccount | null>;
  find(id: string, scope: ProcessorAccountScope): Promise<KeptProcessorAccount | null>;
  insert(account: NewProcessorAccount, actor: Actor, requestId: string): Promise<KeptProcessorAccount>;
  /** Null where the scope has no such account; `changed` where somebody else replaced its secret at the same moment, so that nothing was done. */
  update(
    id: string,
    scope: ProcessorAccountScope,
    change: ProcessorAccountChange,
    by: { actor: Actor; requestId: string; at: Date },
  ): Promise<KeptProcessorAccount | 'changed' | null>;
}

export function createProcessorAccountStore({ prisma }: Database): ProcessorAccountStore {
  const find = (id: string, scope: ProcessorAccountScope) =>
    prisma.processorAccount.findFirst({ where: { id, ...scope } });
  return {
    list: async (scope) => {
      const rows = await prisma.processorAccount.findMany({
        where: { ...scope },
        orderBy: [{ priority: 'asc' }, { id: 'asc' }],
      });
      return rows.map((row) => kept(row));
    },
    load: async (id) => {
      const row = await prisma.processorAccount.findUnique({ where: { id } });
      return row ? kept(row) : null;
    },
    find: async (id, scope) => {
      const row = await find(id, scope);
      return row && kept(row);
    },
    insert: async ({ rule, ...account }, actor, requestId) => {
      const { merchantId, id, createdAt, processor, mode } = account;
      const entry = { merchantId, actor: { ...actor }, subject: id, requestId, createdAt };
      const [row] = await prisma.$transaction([
        prisma.processorAccount.create({ data: { ...account, rule: { ...rule }, updatedAt: createdAt } }),
        prisma.auditEntry.create({ data: { ...entry, action: 'processor_account.create', body: { processor, mode } } }),
      ]);
      return kept(row);
    },
    update: async (id, scope, change, { actor, requestId, at }) => {
      if (!(await find(id, scope))) return null;
      const entry = { merchantId: scope.merchantId, actor: { ...actor }, subject: id, requestId, createdAt: at };
      const body = { changed: Object.keys(change) };
      // The condition makes the second of two that replace the secret at once fail as a whole. No account is ever deleted.
      const where = { id, ...(change.secret ? { secretId: change.secret.replaces } : {}) };
      const updated = await unlessGone(
        prisma.$transaction([
          prisma.processorAccount.update({ where, data: { ...columnsOf(change, at), updatedAt: at } }),
          prisma.auditEntry.create({ data: { ...entry, action: 'processor_account.update', body } }),
        ]),
      );
      return updated ? kept(updated[0]) : 'changed';
    },
  };
}

function columnsOf({ secret, priority, rule, isEnabled }: ProcessorAccountChange, at: Date) {
  return {
    ...(secret ? { secretId: secret.id, credentialsHint: secret.hint } : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(rule ? { rule: { ...rule } } : {}),
    ...(isEnabled === undefined ? {} : { disabledAt: isEnabled ? null : at }),
  };
}

function kept(row: Row): KeptProcessorAccount {
  const account = Shown.parse({
    id: row.id,
    object: 'processor_account',
    mode: row.mode,
    processor: row.processor,
    credentials_hint: row.credentialsHint,
    enabled: row.disabledAt === null,
    priority: row.priority,
    rule: RoutingRule.parse(row.rule),
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  });
  return { ...account, merchantId: row.merchantId, secretId: row.secretId };
}
