import type {
  ChargeVerdict,
  IntentVerdict,
  MoveVerdict,
  PaymentIntent,
  PaymentMove,
  PaymentRepository,
} from '@fieldfare/payments';
import { coalesce } from '@fieldfare/payments';
import type pg from 'pg';
import { chargeItem, intentItem, moveItem } from './intent-item.ts';
import { findPayments } from './find-payments.ts';
import { claimDueAttempts, listLapsed } from './job-queries.ts';
import { toPayment, toPaymentEvent } from './payment-row.ts';
import type { PaymentEventRow, PaymentRow } from './payment-row.ts';
import { listPayments } from './list-payments.ts';
import { summarizePayments } from './summarize-payments.ts';
import { unlessKeyGone } from './unless-key-gone.ts';
import { withRightOfTheMoment } from './right-of-the-moment.ts';

interface VerdictRow {
  ordinal: number;
  verdict: string;
  payment: PaymentRow | null;
}

// Larger batches add latency without adding throughput. One at a time is quickest, because each is a commit and those wait for one disk; another
// one joins it only where it is held up, so that a lock that one payment waits for delays nobody else for long.
const COALESCE = { maxBatch: 64, maxInFlight: 4, patienceMs: 10 };

// Longer than it takes to open a card, so that payments that come together stay together; whoever is held up in the vault keeps nobody else back.
const GATHER_MS = 4;

/** Payments in PostgreSQL. `begin` and `commit` are one round trip each and travel in batches under load. */
export function createPaymentRepository(pool: pg.Pool): PaymentRepository {
  const runBatch = async (name: string, text: string, items: unknown[]): Promise<VerdictRow[]> => {
    const { rows } = await pool.query<VerdictRow>({ name, text, values: [JSON.stringify(items)] });
    return rows.toSorted((a, b) => a.ordinal - b.ordinal);
  };
  const begin = coalesce(
    async (intents: PaymentIntent[]) => {
      const rows = await unlessKeyGone(
        runBatch(
          'begin_payments',
          'SELECT ordinal, verdict, payment FROM begin_payments($1::jsonb)',
          intents.map(intentItem),
        ),
      );
      return rows.map(toIntentVerdict);
    },
    { ...COALESCE, gatherMs: GATHER_MS, keyOf: (intent) => intent.sessionId },
  );
  const commit = coalesce(
    async (moves: PaymentMove[]) => {
      const statement = 'SELECT ordinal, verdict, payment FROM commit_moves($1::jsonb)';
      const rows = await withRightOfTheMoment(runBatch('commit_moves', statement, moves.map(moveItem)));
      return rows.map(toMoveVerdict);
    },
    { ...COALESCE, keyOf: (move) => move.paymentId },
  );

  return {
    expectIntent: () => begin.expect(),
    begin,
    beginCharge: async (intent) => {
      const values = [JSON.stringify(chargeItem(intent))];
      const text = 'SELECT verdict, payment FROM begin_charge($1::jsonb)';
      const { rows } = await withRightOfTheMoment(
        pool.query<Omit<VerdictRow, 'ordinal'>>({ name: 'begin_charge', text, values }),
      );
      return toChargeVerdict(rows[0]);
    },
    commit,
    find: findPayments(pool),
    load: async (id) => {
      const { rows } = await pool.query<{ payment: PaymentRow }>({
        name: 'load_payment',
        text: 'SELECT to_jsonb(p) AS payment FROM payments p WHERE id = $1',
        values: [id],
      });
      return rows[0] ? toPayment(rows[0].payment) : null;
    },
    findByRequest: async (sessionId, requestId) => {
      const { rows } = await pool.query<{ payment: PaymentRow }>({
        name: 'find_payment_by_request',
        text: 'SELECT to_jsonb(p) AS payment FROM attempts a JOIN payments p ON p.id = a.payment_id WHERE a.session_id = $1 AND a.request_id = $2',
        values: [sessionId, requestId],
      });
      return rows[0] ? toPayment(rows[0].payment) : null;
    },
    findByOperation: async (paymentId, requestId) => {
      const { rows } = await pool.query<{ payment: PaymentRow }>({
        name: 'find_payment_by_operation',
        text: "SELECT to_jsonb(p) AS payment FROM attempts a JOIN payments p ON p.id = a.payment_id WHERE a.payment_id = $1 AND a.request_id = $2 AND a.type <> 'authorize'",
        values: [paymentId, requestId],
      });
      return rows[0] ? toPayment(rows[0].payment) : null;
    },
    findByCharge: async (requestId, { merchantId, mode }) => {
      const { rows } = await pool.query<{ payment: PaymentRow }>({
        name: 'find_payment_by_charge',
        text: `SELECT to_jsonb(p) AS payment FROM attempts a JOIN payments p ON p.id = a.payment_id
          WHERE a.session_id IS NULL AND a.type = 'authorize' AND a.request_id = $1 AND p.merchant_id = $2 AND p.mode = $3`,
        values: [requestId, merchantId, mode],
      });
      return rows[0] ? toPayment(rows[0].payment) : null;
    },
    list: (scope, filter, page) => listPayments(pool, scope, filter, page),
    events: async (paymentId) => {
      const { rows } = await pool.query<PaymentEventRow>({
        name: 'payment_events',
        text: 'SELECT id, payment_id, type, status, version, amount_minor, actor, detail, created_at FROM payment_events WHERE payment_id = $1 ORDER BY version',
        values: [paymentId],
      });
      return rows.map(toPaymentEvent);
    },
    summarize: (scope, request) => summarizePayments(pool, scope, request),
    claimDueAttempts: (now, limit, schedule) => claimDueAttempts(pool, now, limit, schedule),
    listLapsed: (now, limit) => listLapsed(pool, now, limit),
  };
}

function toIntentVerdict({ verdict, payment }: VerdictRow): IntentVerdict {
  switch (verdict) {
    case 'begun':
    case 'repeated':
    case 'payment_in_flight':
    case 'payment_in_doubt':
    case 'already_paid':
      return { type: verdict, payment: toPayment(present(payment)) };
    case 'session_closed':
    case 'too_many_attempts':
    case 'amount_changed':
    case 'challenge_replayed':
    case 'duplicate_payment':
    case 'card_velocity':
    case 'network_velocity':
      return { type: verdict };
    default:
      throw new TypeError(`begin_payments answered ${verdict}`);
  }
}

function toChargeVerdict(row: Omit<VerdictRow, 'ordinal'> | undefined): ChargeVerdict {
  switch (row?.verdict) {
    case 'begun':
    case 'repeated':
      return { type: row.verdict, payment: toPayment(present(row.payment)) };
    case 'payment_method_revoked':
    case 'duplicate_payment':
    case 'card_velocity':
      return { type: row.verdict };
    default:
      throw new TypeError(`begin_charge answered ${row?.verdict}`);
  }
}

function toMoveVerdict({ verdict, payment }: VerdictRow): MoveVerdict {
  switch (verdict) {
    case 'committed':
    case 'version_changed':
      return { type: verdict, payment: toPayment(present(payment)) };
    case 'not_found':
      return { type: verdict };
    default:
      throw new TypeError(`commit_moves answered ${verdict}`);
  }
}

function present(payment: PaymentRow | null): PaymentRow {
  if (!payment) throw new TypeError('the database answered a verdict without its payment');
  return payment;
}
