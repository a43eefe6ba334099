import type { HostKeys, PaymentScope, SessionRecord, SessionRepository, SessionWithPayment } from '@fieldfare/payments';
import type pg from 'pg';
import { inTransaction } from '../in-transaction.ts';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';
import { toSession } from './session-row.ts';
import type { SessionRow } from './session-row.ts';

interface FoundRow {
  session: SessionRow;
  payment: PaymentRow | null;
}

const FOUND =
  'to_jsonb(s) AS session, to_jsonb(p) AS payment FROM sessions s LEFT JOIN payments p ON p.id = s.payment_id';

/** Checkout sessions in PostgreSQL. */
export function createSessionRepository(pool: pg.Pool): SessionRepository {
  const load = async (id: string): Promise<SessionWithPayment | null> => {
    const { rows } = await pool.query<FoundRow>({
      name: 'load_session',
      text: `SELECT ${FOUND} WHERE s.id = $1`,
      values: [id],
    });
    return rows[0] ? toFound(rows[0]) : null;
  };
  const find = async (id: string, { merchantId, mode }: PaymentScope): Promise<SessionWithPayment | null> => {
    const found = await load(id);
    return found && found.session.merchantId === merchantId && found.session.mode === mode ? found : null;
  };
  return {
    insert: (session) => insertSession(pool, session),
    load,
    find,
    pinHost: async (sessionId, generation, keys, now) => {
      // The first registration wins by this one conditional update; the same keys again change nothing.
      const { rowCount } = await pool.query({
        name: 'pin_host',
        text: `WITH pinned AS (UPDATE sessions SET host_keys = $3::jsonb, updated_at = $4 WHERE id = $1 AND generation = $2 AND host_keys IS NULL RETURNING id)
          INSERT INTO session_events (session_id, type, created_at) SELECT id, 'hosted', $4 FROM pinned`,
        values: [sessionId, generation, JSON.stringify(keys), now],
      });
      const found = await load(sessionId);
      if (
        !found ||
        found.session.generation !== generation ||
        found.session.status === 'expired' ||
        found.session.status === 'canceled'
      )
        return { type: 'session_closed' };
      if (rowCount === 0 && !isSameHost(found.session.hostKeys, keys)) return { type: 'session_already_hosted' };
      return { type: 'pinned', ...found };
    },
    update: async (s, { actor, requestId, now }) => {
      const { rowCount } = await pool.query({
        name: 'update_session',
        text: `WITH updated AS (
            UPDATE sessions SET revision = $2, amount_minor = $3, fee_minor = $4, total_minor = $5, currency = $6, reference = $7, methods = $8, metadata = $9::jsonb,
              expires_at = $10, updated_at = $11
            WHERE id = $1 AND revision = $2 - 1 AND status = 'open' AND expires_at > $11 RETURNING id, merchant_id, revision, total_minor
          ), audited AS (
            INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, body, created_at)
            SELECT merchant_id, $12::jsonb, 'session.update', id, $13, jsonb_build_object('revision', revision), $11 FROM updated
          )
          INSERT INTO session_events (session_id, type, body, created_at)
          SELECT id, 'updated', jsonb_build_object('revision', revision, 'total_minor', total_minor), $11 FROM updated`,
        values: [
          s.id,
          s.revision,
          s.amountMinor,
          s.feeMinor,
          s.totalMinor,
          s.currency,
          s.reference,
          s.methods,
          JSON.stringify(s.metadata),
          s.expiresAt,
          now,
          JSON.stringify(actor),
          requestId,
        ],
      });
      return rowCount === 1;
    },
    renew: async (id, scope, now) => {
      const { rows } = await inTransaction(pool, async (client) => {
        // Locked by a statement of its own, so that the next one sees the payment of whoever held the session until now.
        await client.query({
          name: 'lock_session',
          text: 'SELECT FROM sessions WHERE id = $1 FOR UPDATE',
          values: [id],
        });
        return client.query<{ session: SessionRow }>({
          name: 'renew_session',
          text: `WITH renewed AS (
            UPDATE sessions s SET generation = s.generation + 1, host_keys = NULL, updated_at = $4
            WHERE s.id = $1 AND s.merchant_id = $2 AND s.mode = $3 AND (s.status = 'completed' OR s.status IN ('open', 'processing') AND s.expires_at > $4)
              AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.id = s.payment_id AND p.status = 'processing')
            RETURNING s.*
          ), noted AS (INSERT INTO session_events (session_id, type, body, created_at) SELECT id, 'renewed', jsonb_build_object('generation', generation), $4 FROM renewed)
          SELECT to_jsonb(renewed) AS session FROM renewed`,
          values: [id, scope.merchantId, scope.mode, now],
        });
      });
      const found = await find(id, scope);
      if (!found) return { type: 'not_found' };
      // The session as this renewal made it: by now another one may have made the next generation, whose token is not ours to give.
      if (rows[0]) return { type: 'renewed', session: toSession(rows[0].session), payment: found.payment };
      return found.payment?.status === 'processing'
        ? { type: 'payment_in_flight', payment: found.payment }
        : { type: 'session_closed' };
    },
    expire: async (id, { merchantId, mode }, now) => {
      const { rowCount } = await pool.query({
        name: 'expire_session',
        text: `WITH expired AS (UPDATE sessions SET status = 'expired', updated_at = $4 WHERE id = $1 AND merchant_id = $2 AND mode = $3 AND status = 'open' RETURNING id)
          INSERT INTO session_events (session_id, type, created_at) SELECT id, 'expired', $4 FROM expired`,
        values: [id, merchantId, mode, now],
      });
      return rowCount === 1;
    },
    expireLapsed: async (now, limit) => {
      const { rowCount } = await pool.query({
        name: 'expire_lapsed_sessions',
        text: `WITH expired AS (
            UPDATE sessions SET status = 'expired', updated_at = $1
            WHERE id IN (SELECT id FROM sessions WHERE status = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id)
          INSERT INTO session_events (session_id, type, created_at) SELECT id, 'expired', $1 FROM expired`,
        values: [now, limit],
      });
      return rowCount ?? 0;
    },
  };
}

function toFound({ session, payment }: FoundRow): SessionWithPayment {
  return { session: toSession(session), payment: payment && toPayment(payment) };
}

function isSameHost(a: HostKeys | null, b: HostKeys): boolean {
  return (
    a !== null &&
    a.signing.x === b.signing.x &&
    a.signing.y === b.signing.y &&
    a.sealing.x === b.sealing.x &&
    a.sealing.kty === b.sealing.kty
  );
}

async function insertSession(pool: pg.Pool, s: SessionRecord): Promise<void> {
  await pool.query({
    name: 'insert_session',
    text: `WITH opened AS (
        INSERT INTO sessions (id, session_key, merchant_id, api_key_id, mode, kind, status, revision, generation, amount_minor, fee_minor, fee_mode, total_minor, currency,
          origin, reference, methods, capture, page_may, max_attempts, metadata, expires_at, created_at, updated_at, customer_id, saved_method)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $23, $24, $25::jsonb) RETURNING id)
      INSERT INTO session_events (session_id, type, created_at) SELECT id, 'opened', $23 FROM opened`,
    values: [
      s.id,
      s.sessionKey,
      s.merchantId,
      s.apiKeyId,
      s.mode,
      s.kind,
      s.status,
      s.revision,
      s.generation,
      s.amountMinor,
      s.feeMinor,
      s.feeMode,
      s.totalMinor,
      s.currency,
      s.origin,
      s.reference,
      s.methods,
      s.capture,
      s.pageMay,
      s.maxAttempts,
      JSON.stringify(s.metadata),
      s.expiresAt,
      s.createdAt,
      s.customerId,
      s.savedMethod && JSON.stringify(s.savedMethod),
    ],
  });
}
