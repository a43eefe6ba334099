import type { Currency, DeclineCode } from '@fieldfare/protocol';
import type pg from 'pg';

/** A card's authorization as the bank decided it, about to be written down. */
export interface AuthorizationEntry {
  attemptId: string;
  reference: string;
  cardHash: Buffer;
  lastFour: string;
  amountMinor: number;
  currency: Currency;
  declineCode: DeclineCode | null;
  expiresAt: Date | null;
  now: Date;
}

/** A capture, void or refund about to be decided by the books. */
export interface OperationEntry {
  type: 'capture' | 'void' | 'refund';
  attemptId: string;
  reference: string;
  authorization: string;
  amountMinor: number;
  currency: Currency;
  now: Date;
}

/** What stands in the books for an authorization. */
export type RecordedAuthorization =
  | { outcome: 'authorized'; reference: string; amountMinor: number; expiresAt: Date }
  | { outcome: 'declined'; reference: string; declineCode: DeclineCode };

/** What stands in the books for a capture, void or refund; `refusal` is a code. */
export type RecordedOperation =
  | { outcome: 'succeeded'; reference: string }
  | { outcome: 'refused'; reference: string; refusal: string };

/** The bank's own ledger, in schema `sandbox`. Each write is one statement in a transaction of its own. */
export interface SandboxBooks {
  /** Null where the books know the attempt id with other parameters. */
  authorize(entry: AuthorizationEntry): Promise<RecordedAuthorization | null>;
  /** Null where the books know the attempt id with other parameters. */
  operate(entry: OperationEntry): Promise<RecordedOperation | null>;
  /** Null where the books do not know the attempt. */
  find(attemptId: string): Promise<RecordedAuthorization | RecordedOperation | null>;
  ping(): Promise<void>;
}

interface OperationRow {
  verdict: 'recorded' | 'mismatch';
  outcome: 'succeeded' | 'refused';
  reference: string;
  reason: string | null;
}

interface AuthorizationRow {
  verdict: 'recorded' | 'mismatch';
  outcome: 'authorized' | 'declined';
  reference: string;
  reason: DeclineCode | null;
  amount_minor: string;
  expires_at: Date | null;
}

const AUTHORIZE = `SELECT verdict, outcome, reference, decline_code AS reason, amount_minor, expires_at
  FROM sandbox.authorize($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const OPERATE = 'SELECT verdict, outcome, reference, reason FROM sandbox.operate($1, $2, $3, $4, $5, $6, $7)';
const FIND =
  'SELECT outcome, reference, decline_code AS reason, amount_minor, expires_at FROM sandbox.attempts WHERE attempt_id = $1';

/** The bank's ledger over a pool of connections that sign in as the sandbox's own role. */
export function createSandboxBooks(pool: pg.Pool): SandboxBooks {
  // Named, so that each connection parses and plans a statement once.
  const queryOne = async <T extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []) =>
    (await pool.query<T>({ name, text, values })).rows[0];
  return {
    authorize: async (entry) => {
      const row = await queryOne<AuthorizationRow>('sandbox_authorize', AUTHORIZE, [
        entry.attemptId,
        entry.reference,
        entry.cardHash,
        entry.lastFour,
        entry.amountMinor,
        entry.currency,
        entry.declineCode === null ? 'authorized' : 'declined',
        entry.declineCode,
        entry.expiresAt,
        entry.now,
      ]);
      return row?.verdict === 'recorded' ? toAuthorization(row) : null;
    },
    operate: async (entry) => {
      const row = await queryOne<OperationRow>('sandbox_operate', OPERATE, [
        entry.type,
        entry.attemptId,
        entry.reference,
        entry.authorization,
        entry.amountMinor,
        entry.currency,
        entry.now,
      ]);
      return row?.verdict === 'recorded' ? toOperation(row) : null;
    },
    find: async (attemptId) => {
      const row = await queryOne<AuthorizationRow | OperationRow>('sandbox_find', FIND, [attemptId]);
      if (!row) return null;
      return isAuthorization(row) ? toAuthorization(row) : toOperation(row);
    },
    ping: async () => {
      await queryOne('sandbox_ping', 'SELECT FROM sandbox.attempts LIMIT 1');
    },
  };
}

function isAuthorization(row: AuthorizationRow | OperationRow): row is AuthorizationRow {
  return row.outcome === 'authorized' || row.outcome === 'declined';
}

function toAuthorization({
  outcome,
  reference,
  reason,
  amount_minor,
  expires_at,
}: AuthorizationRow): RecordedAuthorization {
  return outcome === 'authorized'
    ? { outcome, reference, amountMinor: Number(amount_minor), expiresAt: present(expires_at) }
    : { outcome, reference, declineCode: present(reason) };
}

function toOperation({ outcome, reference, reason }: OperationRow): RecordedOperation {
  return outcome === 'succeeded' ? { outcome, reference } : { outcome, reference, refusal: present(reason) };
}

function present<T>(value: T | null): T {
  if (value === null) throw new TypeError('the books of the sandbox bank hold an incomplete attempt');
  return value;
}
