import type { Actor, ChangeNote, Page, PageRequest } from '@fieldfare/payments';
import type { AuditLogEntry } from '@fieldfare/protocol';
import type { Database } from '../connect.ts';
import { pageOf } from './keyset.ts';

export interface AuditFilter {
  /** A whole action, or a family that ends with `.*`. */
  action?: string;
  subject?: string;
  /** The id of a person or a key. */
  actorId?: string;
  createdFrom?: Date;
  /** Exclusive. */
  createdTo?: Date;
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
  /** Whether this request did something to the subject. */
  holds(merchantId: string, subject: string, requestId: string): Promise<boolean>;
  visit(visit: Visit, note: ChangeNote): Promise<void>;
  /** Takes away at most so many rows that have been kept for so many days, 366 at least. Answers how many went. */
  expire(keptDays: number, atMost: number): Promise<number>;
}

export function createAuditLog({ prisma, pool }: Database): AuditLogStore {
  return {
    list: async (merchantId, filter, page) => {
      const { text, values } = listAuditQuery(merchantId, filter, page);
      return pageOf((await pool.query<Row>(text, values)).rows.map(present), page);
    },
    expire: async (keptDays, atMost) => {
      const text = 'SELECT expire_audit_log($1, $2) AS gone';
      return (await pool.query<{ gone: number }>(text, [keptDays, atMost])).rows[0]?.gone ?? 0;
    },
    holds: async (merchantId, subject, requestId) => {
      const text = 'SELECT 1 FROM audit_log WHERE subject = $2 AND merchant_id = $1 AND request_id = $3 LIMIT 1';
      return (await pool.query(text, [merchantId, subject, requestId])).rowCount === 1;
    },
    visit: async ({ merchantId, action, subject }, { actor, requestId, now }) => {
      await prisma.auditEntry.create({
        data: { merchantId, actor: { ...actor }, action, subject, requestId, createdAt: now },
      });
    },
  };
}

/** Rows that are written at once get their numbers in any order, and servers' clocks differ. */
const LEEWAY = "interval '1 minute'";
/** What every payment writes: a stretch of the merchant's own rows holds enough of them. */
const COMMON = new Set([
  'payment.*',
  'payment.authorize',
  'payment.authorized',
  'payment.declined',
  'payment.capture_started',
  'payment.captured',
]);
const [BEFORE_ALL, BEHIND_ALL] = ['0', '9223372036854775807'];

/**
 * The statement of a page of a merchant's log and its parameters. It is said as a stretch of the merchants' own index: a planner that takes
 * a merchant's rows for evenly spread would walk everybody's newer ones by the primary key.
 */
export function listAuditQuery(
  merchantId: string,
  { action, subject, actorId, createdFrom, createdTo }: AuditFilter,
  { startingAfter, endingBefore, limit }: PageRequest,
): { text: string; values: unknown[] } {
  const isBackwards = endingBefore !== undefined;
  const values: unknown[] = [merchantId, startingAfter ?? BEHIND_ALL, endingBefore ?? BEFORE_ALL];
  const family = action?.split('.')[0];
  // Of one subject or actor there are few, and of what is no payment's move; they have indexes of their own.
  const isFew = subject !== undefined || actorId !== undefined || (action !== undefined && !COMMON.has(action));
  const conditions = !isFew
    ? ['(merchant_id, id) < ($1, $2::bigint)', '(merchant_id, id) > ($1, $3::bigint)']
    : ['merchant_id = $1', 'id < $2::bigint', 'id > $3::bigint'];
  const add = (condition: (parameter: string) => string, value: string | Date | undefined) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  add((parameter) => `subject = ${parameter}`, subject);
  add((parameter) => `actor->>'id' = ${parameter}`, actorId);
  if (action?.endsWith('*')) add((parameter) => `split_part(action, '.', 1) = ${parameter}`, family);
  else add((parameter) => `action = ${parameter}`, action);
  const bound = (operator: string, id: string) =>
    isFew ? `id ${operator} ${id}` : `(merchant_id, id) ${operator} ($1, ${id})`;
  add(
    (parameter) =>
      `created_at >= ${parameter}::timestamptz AND ${bound('>=', `audit_id_at(${parameter}::timestamptz - ${LEEWAY})`)}`,
    createdFrom,
  );
  add(
    (parameter) =>
      `created_at < ${parameter}::timestamptz AND ${bound('<', `audit_id_at(${parameter}::timestamptz + ${LEEWAY})`)}`,
    createdTo,
  );
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
