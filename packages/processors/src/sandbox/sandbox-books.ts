import { coalesce, SEND_WITHIN_MS } from '@fieldfare/payments';
import type { Currency, DeclineCode } from '@fieldfare/protocol';
import type pg from 'pg';
import type { LaterFates } from './later-fates.ts';

/** A card's authorization as the bank decided it, about to be written down. */
export interface AuthorizationEntry extends BankCard {
  attemptId: string;
  reference: string;
  amountMinor: number;
  currency: Currency;
  outcome: 'authorized' | 'declined' | 'action_required';
  declineCode: DeclineCode | null;
  /** Until when the authorization holds, or the challenge waits. */
  expiresAt: Date | null;
  now: Date;
}

/** What comes of a challenge about to be decided. `holdsUntil` is the authorization's end where it is passed. */
export interface ChallengeEntry {
  attemptId: string;
  answer: 'right' | 'wrong' | 'abandoned';
  holdsUntil: Date;
  now: Date;
}

/** A card about to be kept, under a reference of the bank's own. */
export interface KeepingEntry extends BankCard {
  keepingId: string;
  reference: string;
  now: Date;
}

/** What the books know of a card. */
export interface BankCard {
  cardHash: Buffer;
  lastFour: string;
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
  | { outcome: 'declined'; reference: string; declineCode: DeclineCode }
  | { outcome: 'action_required'; reference: string; triesLeft: number; expiresAt: Date };

/** What stands in the books for a capture, void or refund; `refusal` is a code. */
export type RecordedOperation =
  | { outcome: 'succeeded'; reference: string }
  | { outcome: 'refused'; reference: string; refusal: string };

/** An operation that was just asked for; where `isAnswered` is false it was written down, and whoever asked must never hear of it. */
export type AskedOperation = RecordedOperation & { isAnswered: boolean };

/** The bank's own ledger, in schema `sandbox`. Each write is one statement in a transaction of its own; authorizations that arrive together share one. */
export interface SandboxBooks {
  /** Null where the books know the attempt id with other parameters. */
  authorize(entry: AuthorizationEntry): Promise<RecordedAuthorization | null>;
  /** Null where the books know the attempt id with other parameters. */
  operate(entry: OperationEntry): Promise<AskedOperation | null>;
  /** Null where the books know of no such challenge. */
  decideChallenge(entry: ChallengeEntry): Promise<RecordedAuthorization | null>;
  /** Null where the books do not know the attempt. */
  find(attemptId: string): Promise<RecordedAuthorization | RecordedOperation | null>;
  /** Answers the card's reference; that of the first, where the same keeping comes again. */
  keepCard(entry: KeepingEntry): Promise<string>;
  /** Null where no card is kept under the reference. */
  keptCard(reference: string): Promise<BankCard | null>;
  forgetCard(keepingId: string): Promise<void>;
  ping(): Promise<void>;
}

interface OperationRow {
  verdict: 'recorded' | 'mismatch';
  outcome: 'succeeded' | 'refused';
  reference: string;
  reason: string | null;
  is_answered: boolean;
}

interface VerdictRow extends AuthorizationRow {
  ordinal: number;
  verdict: 'recorded' | 'mismatch';
}

interface AuthorizationRow {
  outcome: 'authorized' | 'declined' | 'action_required';
  reference: string;
  reason: DeclineCode | null;
  amount_minor: string;
  expires_at: Date | null;
  tries_left: number | null;
}

const AUTHORIZE = `SELECT ordinal, verdict, outcome, reference, decline_code AS reason, amount_minor, expires_at, NULL::int AS tries_left
  FROM sandbox.authorize($1::jsonb)`;
const OPERATE =
  'SELECT verdict, outcome, reference, reason, is_answered FROM sandbox.operate($1, $2, $3, $4, $5, $6, $7, $8)';
const DECIDE = `SELECT outcome, reference, decline_code AS reason, amount_minor, expires_at, tries_left
  FROM sandbox.decide_challenge($1, $2, $3, $4)`;
const FIND = `SELECT coalesce(c.outcome, a.outcome) AS outcome, a.reference, a.amount_minor, c.tries_left,
    CASE c.outcome WHEN 'declined' THEN 'authentication_failed' ELSE a.decline_code END AS reason,
    CASE WHEN c.outcome IS NULL THEN a.expires_at ELSE c.authorization_expires_at END AS expires_at
  FROM sandbox.attempts a LEFT JOIN sandbox.challenges c ON c.attempt_id = a.attempt_id WHERE a.attempt_id = $1`;
const KEEP = `WITH made AS (
    INSERT INTO sandbox.kept_cards (reference, keeping_id, card_hash, last4, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING reference
  ) SELECT reference FROM made UNION ALL SELECT reference FROM sandbox.kept_cards WHERE keeping_id = $2 LIMIT 1`;
const KEPT = 'SELECT card_hash AS "cardHash", last4 AS "lastFour" FROM sandbox.kept_cards WHERE reference = $1';
const FORGET = 'DELETE FROM sandbox.kept_cards WHERE keeping_id = $1';

// As many at once as there are connections: a batch that is held up keeps nobody else waiting for long. Where all are held up, what could not be
// sent in time is not sent at all: reconciliation, which comes once an attempt's grace is over, could otherwise believe it absent just before.
const COALESCE = { maxBatch: 64, maxInFlight: 16, patienceMs: 10, sendWithinMs: SEND_WITHIN_MS };

/**
 * The bank's ledger over a pool of connections that sign in as the sandbox's own role.
 *
 * @param fates what is in store for cards, by their keyed hash in base 64
 */
export function createSandboxBooks(pool: pg.Pool, fates: ReadonlyMap<string, LaterFates>): SandboxBooks {
  const fatesByHash = JSON.stringify(Object.fromEntries(fates));
  // Named, so that each connection parses and plans a statement once.
  const queryOne = async <T extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []) =>
    (await pool.query<T>({ name, text, values })).rows[0];
  const authorize = coalesce(
    async (entries: AuthorizationEntry[]) => {
      const values = [JSON.stringify(entries.map(authorizationItem))];
      const { rows } = await pool.query<VerdictRow>({ name: 'sandbox_authorize', text: AUTHORIZE, values });
      return rows.toSorted((a, b) => a.ordinal - b.ordinal);
    },
    { ...COALESCE, keyOf: (entry) => entry.attemptId },
  );
  const find: SandboxBooks['find'] = async (attemptId) => {
    const row = await queryOne<AuthorizationRow | OperationRow>('sandbox_find', FIND, [attemptId]);
    if (!row) return null;
    return isAuthorization(row) ? toAuthorization(row) : toOperation(row);
  };
  return {
    authorize: async (entry) => {
      const row = await authorize(entry);
      if (row.verdict !== 'recorded') return null;
      // A challenge has a history of its own, which a repetition must be told.
      return row.outcome === 'action_required'
        ? ((await find(entry.attemptId)) as RecordedAuthorization | null)
        : toAuthorization(row);
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
        fatesByHash,
      ]);
      return row?.verdict === 'recorded' ? { ...toOperation(row), isAnswered: row.is_answered } : null;
    },
    decideChallenge: async ({ attemptId, answer, holdsUntil, now }) => {
      const row = await queryOne<AuthorizationRow | { outcome: null }>('sandbox_decide_challenge', DECIDE, [
        attemptId,
        answer,
        holdsUntil,
        now,
      ]);
      return row && row.outcome !== null ? toAuthorization(row) : null;
    },
    find,
    keepCard: async ({ reference, keepingId, cardHash, lastFour, now }) => {
      const values = [reference, keepingId, cardHash, lastFour, now];
      const row = await queryOne<{ reference: string }>('sandbox_keep', KEEP, values);
      if (!row) throw new TypeError('the sandbox bank kept a card and does not find it');
      return row.reference;
    },
    keptCard: async (reference) => (await queryOne<BankCard>('sandbox_kept', KEPT, [reference])) ?? null,
    forgetCard: async (keepingId) => {
      await queryOne('sandbox_forget', FORGET, [keepingId]);
    },
    ping: async () => {
      await queryOne('sandbox_ping', 'SELECT FROM sandbox.attempts LIMIT 1');
    },
  };
}

function authorizationItem(entry: AuthorizationEntry) {
  return {
    attempt_id: entry.attemptId,
    reference: entry.reference,
    card_hash: entry.cardHash.toString('base64'),
    last4: entry.lastFour,
    amount_minor: entry.amountMinor,
    currency: entry.currency,
    outcome: entry.outcome,
    decline_code: entry.declineCode,
    expires_at: entry.expiresAt,
    now: entry.now,
  };
}

function isAuthorization(row: AuthorizationRow | OperationRow): row is AuthorizationRow {
  return row.outcome === 'authorized' || row.outcome === 'declined' || row.outcome === 'action_required';
}

function toAuthorization({
  outcome,
  reference,
  reason,
  amount_minor,
  expires_at,
  tries_left,
}: AuthorizationRow): RecordedAuthorization {
  switch (outcome) {
    case 'authorized':
      return { outcome, reference, amountMinor: Number(amount_minor), expiresAt: present(expires_at) };
    case 'declined':
      return { outcome, reference, declineCode: present(reason) };
    case 'action_required':
      return { outcome, reference, triesLeft: present(tries_left), expiresAt: present(expires_at) };
  }
}

function toOperation({ outcome, reference, reason }: Omit<OperationRow, 'is_answered'>): RecordedOperation {
  return outcome === 'succeeded' ? { outcome, reference } : { outcome, reference, refusal: present(reason) };
}

function present<T>(value: T | null): T {
  if (value === null) throw new TypeError('the books of the sandbox bank hold an incomplete attempt');
  return value;
}
