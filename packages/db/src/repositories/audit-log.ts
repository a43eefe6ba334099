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

export function createAuditLog({ prisma, pool }: Database): AuditLogStore {
  return {
    list: async (merchantId, filter, page) => {
      const { text, values } = listAuditQuery(merchantId, filter, page);
      return pageOf((await pool.query<Row>(text, values)).rows.map(present), page);
    },
    visit: async ({ merchantId, action, subject }, { actor, requestId, now }) => {
      await prisma.auditEntry.create({
        data: { merchantId, actor: { ...actor }, action, subject, requestId, createdAt: now },
      });
    },
  };
}

const [BEFORE_ALL, BEHIND_ALL] = ['0', '9223372036854775807'];

/**
 * The statement of a page of a merchant's log and its parameters. It is said as a stretch of the merchants' own index: a planner that takes
 * a merchant's rows for evenly spread would walk everybody's newer ones by the primary key.
 */
export function listAuditQuery(
  merchantId: string,
  { action, subject }: AuditFilter,
  { startingAfter, endingBefore, limit }: PageRequest,
): { text: string; values: unknown[] } {
  const isBackwards = endingBefore !== undefined;
  const values: unknown[] = [merchantId, startingAfter ?? BEHIND_ALL, endingBefore ?? BEFORE_ALL];
  // Of one subject there are few, and they have an index of their own.
  const conditions =
    subject === undefined
      ? ['(merchant_id, id) < ($1, $2::bigint)', '(merchant_id, id) > ($1, $3::bigint)']
      : ['merchant_id = $1', 'id < $2::bigint', 'id > $3::bigint'];
  const add = (condition: (parameter: string) => string, value: string | undefined) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  add((parameter) => `subject = ${parameter}`, subject);
  if (action?.endsWith('*')) add((parameter) => `starts_with(action, ${parameter})`, action.slice(0, -1));
  else add((parameter) => `action = ${parameter}`, action);
  const order = isBackwards ? 'merchant_id, id' : 'merchant_id DESC, id DESC';
  return {
    text: `SELECT id, action, subject, actor, request_id AS "requestId", created_at AS "createdAt" FROM audit_log
      WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $${values.push(limit + 1)}`,
    values,
  };
}

interface Row {
  id: number;
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
