import type pg from 'pg';

const DAY_MS = 86_400_000;
/** Single-use ids are kept past their token's life, so that servers whose clocks differ agree. */
const NONCE_MARGIN_MS = 10 * 60_000;
const IDEMPOTENCY_KEPT_MS = 2 * DAY_MS;
/** No rule looks back further than a day. */
const HISTORY_KEPT_MS = DAY_MS + 3_600_000;
const PUSHES_KEPT_MS = 7 * DAY_MS;
const EVENTS_KEPT_MS = 30 * DAY_MS;
/** What nobody read in a year is no news; the audit log and the security log keep what happened. */
const NOTIFICATIONS_KEPT_MS = 365 * DAY_MS;

/**
 * Deletes what has run out: spent nonces, old idempotency keys, told facts, old pushes, what the watch counted, the shoppers'
 * addresses, events and their deliveries, invitations, sign-ins that waited for a code, old notifications, and the keys of transfers that nobody
 * ran in their time. Returns how many went.
 */
export async function sweepExpired(pool: pg.Pool, now: Date, limit = 5_000): Promise<number> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const statements: [string, Date][] = [
    [
      'DELETE FROM nonces WHERE ctid = ANY (ARRAY(SELECT ctid FROM nonces WHERE expires_at < $1 LIMIT $2))',
      before(NONCE_MARGIN_MS),
    ],
    [
      // A key outlives the doubt about what was done under it, however long that takes.
      `DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
        SELECT k.ctid FROM idempotency_keys k
        LEFT JOIN payments p ON p.id = coalesce(k.response_body->>'payment', k.response_body->>'id')
        WHERE k.created_at < $1 AND (p.id IS NULL OR p.pending_operation IS NULL AND p.status NOT IN ('processing', 'requires_action', 'unknown'))
        ORDER BY k.created_at LIMIT $2))`,
      before(IDEMPOTENCY_KEPT_MS),
    ],
    [
      'DELETE FROM attempt_history WHERE ctid = ANY (ARRAY(SELECT ctid FROM attempt_history WHERE created_at < $1 LIMIT $2))',
      before(HISTORY_KEPT_MS),
    ],
    [
      'DELETE FROM pushes WHERE ctid = ANY (ARRAY(SELECT ctid FROM pushes WHERE created_at < $1 LIMIT $2))',
      before(PUSHES_KEPT_MS),
    ],
    [
      'DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM outbox WHERE published_at < $1 AND (object IS NULL OR recorded_at IS NOT NULL) LIMIT $2))',
      before(PUSHES_KEPT_MS),
    ],
    [
      'DELETE FROM webhook_attempts a USING (SELECT d.id FROM webhook_deliveries d WHERE d.finished_at < $1 ORDER BY d.finished_at LIMIT $2) d WHERE a.delivery_id = d.id',
      before(EVENTS_KEPT_MS),
    ],
    [
      'DELETE FROM webhook_deliveries WHERE id = ANY (ARRAY(SELECT d.id FROM webhook_deliveries d WHERE d.finished_at < $1 ORDER BY d.finished_at LIMIT $2))',
      before(EVENTS_KEPT_MS),
    ],
    [
      'DELETE FROM events WHERE id = ANY (ARRAY(SELECT e.id FROM events e WHERE e.created_at < $1 AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = e.id) ORDER BY e.created_at LIMIT $2))',
      before(EVENTS_KEPT_MS),
    ],
    [
      'DELETE FROM console_sessions WHERE ctid = ANY (ARRAY(SELECT ctid FROM console_sessions WHERE expires_at < $1 LIMIT $2))',
      before(30 * DAY_MS),
    ],
    [
      'DELETE FROM sign_in_challenges WHERE id = ANY (ARRAY(SELECT id FROM sign_in_challenges WHERE expires_at < $1 LIMIT $2))',
      before(NONCE_MARGIN_MS),
    ],
    [
      'DELETE FROM customer_invitations WHERE customer_id = ANY (ARRAY(SELECT customer_id FROM customer_invitations WHERE expires_at < $1 LIMIT $2))',
      now,
    ],
    [
      'DELETE FROM team_invitations WHERE id = ANY (ARRAY(SELECT id FROM team_invitations WHERE expires_at < $1 LIMIT $2))',
      now,
    ],
    [
      'DELETE FROM watched_cards WHERE ctid = ANY (ARRAY(SELECT ctid FROM watched_cards WHERE seen_at < $1 LIMIT $2))',
      before(DAY_MS),
    ],
    [
      'DELETE FROM watched_rates WHERE ctid = ANY (ARRAY(SELECT ctid FROM watched_rates WHERE minute < $1 LIMIT $2))',
      before(DAY_MS),
    ],
    [
      'DELETE FROM undecided_methods WHERE ctid = ANY (ARRAY(SELECT ctid FROM undecided_methods WHERE expires_at < $1 LIMIT $2))',
      now,
    ],
    [
      'DELETE FROM notifications WHERE id = ANY (ARRAY(SELECT id FROM notifications WHERE created_at < $1 LIMIT $2))',
      before(NOTIFICATIONS_KEPT_MS),
    ],
  ];
  const { rows } = await pool.query<{ expired: number }>('SELECT vault.expire_transfers() AS expired');
  let deleted = rows[0]?.expired ?? 0;
  for (const [text, limitDate] of statements) deleted += (await pool.query(text, [limitDate, limit])).rowCount ?? 0;
  return deleted;
}
