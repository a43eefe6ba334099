import type { ChargeableMethod } from '../ports/payment-method-repository.ts';
import type { AttemptRecord, PaymentEventRecord, PaymentRecord, SessionRecord } from '../records.ts';

export interface AttemptRow extends AttemptRecord {
  sessionId: string | null;
  requestId: string | null;
  processorReference: string | null;
  reason: string | null;
  checkAfter: Date | null;
  finishedAt: Date | null;
}

export interface RefundRow {
  id: string;
  paymentId: string;
  attemptId: string;
  amountMinor: number;
  feeMinor: number;
  status: string;
  isOutside?: boolean;
}

/** By what a payment is found again when the history is looked at. */
export interface HistoryRow {
  paymentId: string;
  merchantId: string;
  mode: string;
  fingerprint: Buffer | null;
  ip: string | null;
  at: Date;
}

/** The tables that the engine writes, as its two database functions leave them. */
export interface MemoryTables {
  sessions: Map<string, SessionRecord>;
  methods: Map<string, ChargeableMethod>;
  payments: Map<string, PaymentRecord>;
  attempts: Map<string, AttemptRow>;
  refunds: Map<string, RefundRow>;
  history: HistoryRow[];
  events: PaymentEventRecord[];
  outbox: { type: string; paymentId: string; version: number }[];
  challenges: Set<string>;
  cards: Set<string>;
}

export function createMemoryTables(): MemoryTables {
  return {
    sessions: new Map(),
    methods: new Map(),
    payments: new Map(),
    attempts: new Map(),
    refunds: new Map(),
    history: [],
    events: [],
    outbox: [],
    challenges: new Set(),
    cards: new Set(),
  };
}

/** Thrown where PostgreSQL would refuse a row. The engine never provokes one: a test that sees it has found a defect. */
export class ConstraintViolation extends Error {}

/** attempts_session_id_request_id_key and attempts_one_under_way. */
export function insertAttempt(tables: MemoryTables, row: AttemptRow): void {
  for (const other of tables.attempts.values()) {
    const isSameRequest =
      row.sessionId !== null &&
      row.requestId !== null &&
      other.sessionId === row.sessionId &&
      other.requestId === row.requestId;
    if (other.id === row.id || isSameRequest) throw new ConstraintViolation(`attempt ${row.id} repeats ${other.id}`);
    if (other.paymentId === row.paymentId && isUnderWay(other))
      throw new ConstraintViolation(`${other.type} and ${row.type} are both under way`);
  }
  tables.attempts.set(row.id, row);
}

export function isUnderWay(attempt: AttemptRow): boolean {
  return attempt.state === 'in_flight' || attempt.state === 'unknown';
}

/** payments_amounts_ordered. */
export function assertAmountsOrdered({
  refundedMinor,
  capturedMinor,
  authorizedMinor,
  totalMinor,
}: PaymentRecord): void {
  const isOrdered =
    0 <= refundedMinor &&
    refundedMinor <= capturedMinor &&
    capturedMinor <= authorizedMinor &&
    authorizedMinor <= totalMinor;
  if (!isOrdered)
    throw new ConstraintViolation(
      `amounts out of order: ${refundedMinor} ${capturedMinor} ${authorizedMinor} ${totalMinor}`,
    );
}

interface Begun {
  paymentId: string;
  eventId: string;
  totalMinor: number;
  actor: PaymentEventRecord['actor'];
  now: Date;
}

/** What both functions that begin a payment tell of it, in its events and to the outbox. */
export function noteBegun(tables: MemoryTables, { paymentId, eventId, totalMinor, actor, now }: Begun): void {
  const event = { type: 'payment.processing', paymentId, version: 1 };
  tables.events.push({
    ...event,
    id: eventId,
    status: 'processing',
    amountMinor: totalMinor,
    actor,
    detail: null,
    createdAt: now,
  });
  tables.outbox.push(event);
}
