import type { Actor, ChangeNote, Page, PageRequest } from '@fieldfare/payments';
import type { AuditLogEntry } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { pageOf } from './keyset.ts';

export interface AuditFilter {
  /** A whole action, or a family that ends with `.*`. */
  action?: string;
  subject?: string;
}

/** A look that somebody took at a merchant without being a member. */
export interface Visit {
  merchantId: string;
  action: 'operator.read' | 'operator.listen';
  /** What was looked at. */
  subject: string;
}

/** The audit log as a merchant reads it, and the one kind of row that comes with no change: that an operator looked. */
export interface AuditLogStore {
  list(merchantId: string, filter: AuditFilter, page: PageRequest): Promise<Page<AuditLogEntry>>;
  visit(visit: Visit, note: ChangeNote): Promise<void>;
}

export function createAuditLog({ prisma }: Database): AuditLogStore {
  return {
    list: async (merchantId, { action, subject }, page) => {
      const rows = await prisma.auditEntry.findMany({
        where: {
          merchantId,
          ...(subject === undefined ? {} : { subject }),
          ...(action === undefined
            ? {}
            : { action: action.endsWith('*') ? { startsWith: action.slice(0, -1) } : action }),
          id: {
            ...(page.startingAfter === undefined ? {} : { lt: BigInt(page.startingAfter) }),
            ...(page.endingBefore === undefined ? {} : { gt: BigInt(page.endingBefore) }),
          },
        },
        orderBy: { id: page.endingBefore === undefined ? 'desc' : 'asc' },
        take: page.limit + 1,
      });
      return pageOf(rows.map(present), page);
    },
    visit: async ({ merchantId, action, subject }, { actor, requestId, now }) => {
      await prisma.auditEntry.create({
        data: { merchantId, actor: { ...actor }, action, subject, requestId, createdAt: now },
      });
    },
  };
}

interface Row {
  id: bigint;
  action: string;
  subject: string;
  actor: unknown;
  requestId: string | null;
  createdAt: Date;
}

/** The body of a row stays inside: what it names was not written for other eyes. */
function present({ id, action, subject, actor, requestId, createdAt }: Row): AuditLogEntry {
  const { type, id: actorId, name } = actor as Actor;
  return {
    id: String(id),
    object: 'audit_entry',
    action,
    subject,
    actor: { type, id: actorId, name },
    request_id: requestId,
    created_at: createdAt.toISOString(),
  };
}
