-- The engine's rules that the database itself must hold, and its two round trips: the intent and everything after it.

ALTER TABLE payments
  ADD CONSTRAINT payments_status_known CHECK (status IN ('processing', 'requires_action', 'authorized', 'captured', 'canceled', 'declined', 'expired', 'failed', 'pending', 'unknown', 'partially_refunded', 'refunded')),
  ADD CONSTRAINT payments_amounts_ordered CHECK (0 <= refunded_minor AND refunded_minor <= captured_minor AND captured_minor <= authorized_minor AND authorized_minor <= total_minor),
  ADD CONSTRAINT payments_total_adds_up CHECK (total_minor = amount_minor + CASE fee_mode WHEN 'service_fee' THEN fee_minor ELSE 0 END);
ALTER TABLE attempts
  ADD CONSTRAINT attempts_state_known CHECK (state IN ('in_flight', 'unknown', 'succeeded', 'declined', 'refused', 'absent')),
  ADD CONSTRAINT attempts_type_known CHECK (type IN ('authorize', 'capture', 'void', 'refund'));
ALTER TABLE refunds
  ADD CONSTRAINT refunds_status_known CHECK (status IN ('pending', 'succeeded', 'failed', 'unknown'));
ALTER TABLE sessions
  ADD CONSTRAINT sessions_status_known CHECK (status IN ('open', 'processing', 'completed', 'expired', 'canceled'));

-- Intents of a batch: each item becomes payment + attempt + card + event + audit + outbox, and spends its challenge, or becomes a verdict.
-- The sessions are locked first, in the order of their ids, so that the statement behind it sees what the last holder of the lock committed
-- and two batches cannot wait for each other. That statement works on the whole batch at once: what a statement costs to start is then
-- shared by everybody in it. A caller never sends two items of one session together; were it to, the second is told of a payment in flight.
-- The plan is made once and goes by index, whatever the tables' size was when it was made.
CREATE FUNCTION begin_payments(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM sessions WHERE id IN (SELECT e.value->>'session_id' FROM jsonb_array_elements(items) e) ORDER BY id FOR UPDATE;
  RETURN QUERY
  WITH item AS MATERIALIZED (
    SELECT r.*, row_number() OVER (PARTITION BY r.session_id ORDER BY r.position) AS place_in_session, row_number() OVER (PARTITION BY r.challenge_id ORDER BY r.position) AS place_in_challenge
    FROM ROWS FROM (jsonb_to_recordset(items) AS (
      merchant_id text, session_id text, generation int, revision int, request_id text, challenge_id text, challenge_expires_at timestamptz, payment_id text,
      attempt_id text, event_id text, payment_token text, record_number text, amount_minor bigint, total_minor bigint, currency text, processor text, method jsonb,
      card jsonb, metadata jsonb, actor jsonb, check_after timestamptz, now timestamptz)) WITH ORDINALITY
      AS r(merchant_id, session_id, generation, revision, request_id, challenge_id, challenge_expires_at, payment_id, attempt_id, event_id, payment_token,
        record_number, amount_minor, total_minor, currency, processor, method, card, metadata, actor, check_after, now, position)
  ), judged AS MATERIALIZED (
    SELECT i.*, s.mode, s.reference, s.fee_minor, s.fee_mode, s.metadata AS session_metadata, s.attempts,
      CASE WHEN repeated.id IS NOT NULL THEN to_jsonb(repeated) WHEN s.status IN ('processing', 'completed') THEN to_jsonb(current) END AS known,
      CASE
        WHEN s.id IS NULL OR s.generation <> i.generation THEN 'session_closed'
        WHEN repeated.id IS NOT NULL THEN 'repeated'
        WHEN s.status IN ('processing', 'completed') AND current.status = 'unknown' THEN 'payment_in_doubt'
        WHEN s.status = 'processing' OR i.place_in_session > 1 THEN 'payment_in_flight'
        WHEN s.status = 'completed' THEN 'already_paid'
        WHEN s.status <> 'open' OR s.expires_at <= i.now THEN 'session_closed'
        WHEN s.attempts >= s.max_attempts THEN 'too_many_attempts'
        WHEN s.revision <> i.revision OR s.amount_minor <> i.amount_minor OR s.currency <> i.currency OR s.total_minor <> i.total_minor THEN 'amount_changed'
        WHEN i.place_in_challenge > 1 THEN 'challenge_replayed'
      END AS refusal
    FROM item i
    LEFT JOIN sessions s ON s.id = i.session_id AND s.merchant_id = i.merchant_id
    LEFT JOIN attempts a ON s.attempts > 0 AND a.session_id = s.id AND a.request_id = i.request_id
    LEFT JOIN payments repeated ON repeated.id = a.payment_id
    LEFT JOIN payments current ON current.id = s.payment_id
  ), spent AS (
    INSERT INTO nonces (kind, id, expires_at) SELECT 'challenge', j.challenge_id, j.challenge_expires_at FROM judged j WHERE j.refusal IS NULL
    ON CONFLICT DO NOTHING RETURNING id
  ), begun AS MATERIALIZED (
    SELECT j.* FROM judged j WHERE j.refusal IS NULL AND j.challenge_id IN (SELECT id FROM spent)
  ), stored AS (
    INSERT INTO vault.cards (token, merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at)
    SELECT b.card->>'token', b.merchant_id, b.card->>'data_key_id', decode(b.card->>'wrapped_key', 'base64'), decode(b.card->>'ciphertext', 'base64'), decode(b.card->>'fingerprint', 'base64'), b.now FROM begun b
  ), made AS (
    INSERT INTO payments AS p (id, merchant_id, mode, session_id, reference, amount_minor, fee_minor, fee_mode, total_minor, currency, status, payment_token, record_number, method, card_token, processor, metadata, created_at, updated_at)
    SELECT b.payment_id, b.merchant_id, b.mode, b.session_id, b.reference, b.amount_minor, b.fee_minor, b.fee_mode, b.total_minor, b.currency, 'processing', b.payment_token, b.record_number, b.method, b.card->>'token', b.processor,
      coalesce(b.metadata, '{}'::jsonb) || b.session_metadata, b.now, b.now FROM begun b
    RETURNING p.id, to_jsonb(p) AS row
  ), attempted AS (
    INSERT INTO attempts (id, payment_id, session_id, request_id, type, state, amount_minor, currency, processor, actor, created_at, check_after)
    SELECT b.attempt_id, b.payment_id, b.session_id, b.request_id, 'authorize', 'in_flight', b.total_minor, b.currency, b.processor, b.actor, b.now, b.check_after FROM begun b
  ), noted AS (
    INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, created_at)
    SELECT b.event_id, b.payment_id, 'payment.processing', 'processing', 1, b.total_minor, b.actor, b.now FROM begun b
  ), audited AS (
    INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, created_at)
    SELECT b.merchant_id, b.actor, 'payment.authorize', b.payment_id, b.request_id, b.now FROM begun b
  ), told AS (
    INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, request_id, created_at)
    SELECT 'payment.processing', b.merchant_id, b.payment_id, b.session_id, 1, b.request_id, b.now FROM begun b
  ), moved AS (
    UPDATE sessions s SET status = 'processing', payment_id = b.payment_id, attempts = b.attempts + 1, updated_at = b.now FROM begun b WHERE s.id = b.session_id
  ), logged AS (
    INSERT INTO session_events (session_id, type, body, created_at) SELECT b.session_id, 'attempted', jsonb_build_object('payment', b.payment_id), b.now FROM begun b
  )
  SELECT (j.position - 1)::int,
    CASE WHEN j.refusal IS NOT NULL THEN j.refusal WHEN m.id IS NULL THEN 'challenge_replayed' ELSE 'begun' END,
    coalesce(m.row, j.known)
  FROM judged j LEFT JOIN made m ON m.id = j.payment_id;
END $$;

-- Every later move of a payment: a new operation's intent, an outcome, an expiry. Each item names the version that it was decided upon;
-- another version is a verdict, and the caller decides again upon what is there now. A caller never sends two moves of one payment together.
CREATE FUNCTION commit_moves(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM payments WHERE id IN (SELECT e.value->>'payment_id' FROM jsonb_array_elements(items) e) ORDER BY id FOR UPDATE;
  RETURN QUERY
  WITH item AS MATERIALIZED (
    SELECT r.*, row_number() OVER (PARTITION BY r.payment_id ORDER BY r.position) AS place
    FROM ROWS FROM (jsonb_to_recordset(items) AS (
      payment_id text, expected_version int, patch jsonb, begin_attempt jsonb, finish_attempt jsonb, session_status text, event jsonb, actor jsonb, request_id text, now timestamptz)) WITH ORDINALITY
      AS r(payment_id, expected_version, patch, begin_attempt, finish_attempt, session_status, event, actor, request_id, now, position)
  ), moved AS (
    UPDATE payments p SET
      status = coalesce(i.patch->>'status', p.status),
      authorized_minor = coalesce((i.patch->>'authorized_minor')::bigint, p.authorized_minor),
      captured_minor = coalesce((i.patch->>'captured_minor')::bigint, p.captured_minor),
      refunded_minor = coalesce((i.patch->>'refunded_minor')::bigint, p.refunded_minor),
      pending_operation = CASE WHEN i.patch ? 'pending_operation' THEN nullif(i.patch->'pending_operation', 'null'::jsonb) ELSE p.pending_operation END,
      action = CASE WHEN i.patch ? 'action' THEN nullif(i.patch->'action', 'null'::jsonb) ELSE p.action END,
      processor = coalesce(i.patch->>'processor', p.processor),
      processor_reference = coalesce(i.patch->>'processor_reference', p.processor_reference),
      network_transaction_id = coalesce(i.patch->>'network_transaction_id', p.network_transaction_id),
      decline_code = coalesce(i.patch->>'decline_code', p.decline_code),
      return_code = coalesce(i.patch->>'return_code', p.return_code),
      authorization_expires_at = coalesce((i.patch->>'authorization_expires_at')::timestamptz, p.authorization_expires_at),
      version = p.version + 1,
      updated_at = i.now
    FROM item i WHERE p.id = i.payment_id AND p.version = i.expected_version AND i.place = 1
    RETURNING p.id, p.merchant_id, p.session_id, p.status, p.version, p.currency, p.processor, to_jsonb(p) AS row
  ), done AS MATERIALIZED (
    SELECT i.*, m.merchant_id, m.session_id, m.status, m.version, m.currency, m.processor, m.row FROM item i JOIN moved m ON m.id = i.payment_id WHERE i.place = 1
  ), attempted AS (
    INSERT INTO attempts (id, payment_id, session_id, request_id, type, state, amount_minor, currency, processor, actor, created_at, check_after)
    SELECT d.begin_attempt->>'id', d.payment_id, CASE WHEN d.begin_attempt->>'request_id' IS NOT NULL THEN d.session_id END, d.begin_attempt->>'request_id', d.begin_attempt->>'type', 'in_flight',
      (d.begin_attempt->>'amount_minor')::bigint, d.currency, d.processor, d.actor, d.now, (d.begin_attempt->>'check_after')::timestamptz
    FROM done d WHERE d.begin_attempt IS NOT NULL
  ), refunding AS (
    INSERT INTO refunds (id, merchant_id, mode, payment_id, attempt_id, amount_minor, fee_minor, currency, status, reason, created_at, updated_at)
    SELECT d.begin_attempt->>'refund_id', d.merchant_id, d.row->>'mode', d.payment_id, d.begin_attempt->>'id', (d.begin_attempt->>'amount_minor')::bigint, (d.begin_attempt->>'refund_fee_minor')::bigint, d.currency, 'pending', d.begin_attempt->>'reason', d.now, d.now
    FROM done d WHERE d.begin_attempt->>'type' = 'refund'
    RETURNING attempt_id, to_jsonb(refunds) AS row
  ), finished AS (
    UPDATE attempts a SET state = d.finish_attempt->>'state', reason = d.finish_attempt->>'reason', processor_reference = coalesce(d.finish_attempt->>'processor_reference', a.processor_reference),
      finished_at = CASE WHEN d.finish_attempt->>'state' NOT IN ('in_flight', 'unknown') THEN d.now END, check_after = (d.finish_attempt->>'check_after')::timestamptz
    FROM done d WHERE a.id = d.finish_attempt->>'id'
  ), refunded AS (
    UPDATE refunds f SET status = d.finish_attempt->>'refund_status', updated_at = d.now FROM done d WHERE d.finish_attempt->>'refund_status' IS NOT NULL AND f.attempt_id = d.finish_attempt->>'id'
    RETURNING f.attempt_id, to_jsonb(f) AS row
  ), closed AS (
    UPDATE sessions s SET status = d.session_status, updated_at = d.now FROM done d WHERE d.session_status IS NOT NULL AND s.id = d.session_id AND s.payment_id = d.payment_id
  ), logged AS (
    INSERT INTO session_events (session_id, type, body, created_at)
    SELECT d.session_id, d.session_status, jsonb_build_object('payment', d.payment_id), d.now FROM done d WHERE d.session_status IS NOT NULL AND d.session_id IS NOT NULL
  ), noted AS (
    INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
    SELECT d.event->>'id', d.payment_id, d.event->>'type', d.status, d.version, (d.event->>'amount_minor')::bigint, d.actor, d.event->>'detail', d.now FROM done d
  ), audited AS (
    INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, body, created_at)
    SELECT d.merchant_id, d.actor, d.event->>'type', d.payment_id, d.request_id, jsonb_build_object('version', d.version), d.now FROM done d
  ), told AS (
    -- With the object as it is now, where merchants may hear of it: the events of refunds are about the refund, all others about the payment.
    INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, request_id, created_at, object)
    SELECT d.event->>'type', d.merchant_id, d.payment_id, d.session_id, d.version, d.request_id, d.now,
      CASE WHEN d.event->>'type' LIKE 'refund.%' THEN coalesce(b.row, f.row) WHEN d.event->>'type' NOT LIKE '%\_started' THEN d.row END
    FROM done d LEFT JOIN refunding b ON b.attempt_id = d.begin_attempt->>'id' LEFT JOIN refunded f ON f.attempt_id = d.finish_attempt->>'id'
  )
  SELECT (i.position - 1)::int,
    CASE WHEN d.payment_id IS NOT NULL THEN 'committed' WHEN p.id IS NOT NULL THEN 'version_changed' ELSE 'not_found' END,
    coalesce(d.row, to_jsonb(p))
  FROM item i LEFT JOIN done d ON d.position = i.position LEFT JOIN payments p ON d.payment_id IS NULL AND p.id = i.payment_id;
END $$;

-- Claims what nobody has told yet, whatever order it was committed in, and gives every push its place in its room.
CREATE FUNCTION claim_outbox(max_rows int, at timestamptz) RETURNS TABLE (outbox_id bigint, type text, merchant_id text, payment_id text, session_id text, version int, request_id text, committed_at timestamptz, merchant_room_sequence bigint, payment_room_sequence bigint, shopper_room text, shopper_room_sequence bigint, payment jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH claimed AS (
    UPDATE outbox o SET published_at = at
    WHERE o.id IN (SELECT u.id FROM outbox u WHERE u.published_at IS NULL ORDER BY u.id LIMIT max_rows FOR UPDATE SKIP LOCKED)
    RETURNING o.*
  ), placed AS (
    SELECT c.id, r.room, row_number() OVER (PARTITION BY r.room ORDER BY c.id) AS place
    FROM claimed c CROSS JOIN LATERAL (
      VALUES ('merchant:' || c.merchant_id || ':payments'), ('payment:' || c.payment_id)
      -- The shopper's own room, where the payment's customer has an account.
      UNION ALL SELECT 'user:' || a.user_id FROM payments p JOIN customer_accounts a ON a.customer_id = p.customer_id WHERE p.id = c.payment_id
    ) AS r(room)
    WHERE r.room IS NOT NULL
  ), totals AS (
    SELECT p.room, count(*) AS pushes FROM placed p GROUP BY p.room
  ), counted AS (
    INSERT INTO room_sequences AS s (room, last_sequence) SELECT t.room, t.pushes FROM totals t ORDER BY t.room
    ON CONFLICT (room) DO UPDATE SET last_sequence = s.last_sequence + excluded.last_sequence
    RETURNING s.room, s.last_sequence
  ), sequenced AS (
    SELECT p.id, p.room, n.last_sequence - t.pushes + p.place AS sequence
    FROM placed p JOIN totals t ON t.room = p.room JOIN counted n ON n.room = p.room
  ), pushed AS (
    INSERT INTO pushes (room, sequence, type, payment_id, correlation_id, created_at)
    SELECT s.room, s.sequence, 'payment:updated', c.payment_id, c.request_id, at FROM sequenced s JOIN claimed c ON c.id = s.id
  )
  SELECT c.id, c.type, c.merchant_id, c.payment_id, c.session_id, c.version, c.request_id, c.created_at,
    s.of_merchant, s.of_payment, s.shopper_room, s.of_shopper, to_jsonb(p)
  FROM claimed c LEFT JOIN (
    -- Put together before the payment's row comes in: grouping by that would compare whole rows.
    SELECT q.id, max(q.sequence) FILTER (WHERE q.room LIKE 'merchant:%') AS of_merchant, max(q.sequence) FILTER (WHERE q.room LIKE 'payment:%') AS of_payment,
      max(q.room) FILTER (WHERE q.room LIKE 'user:%') AS shopper_room, max(q.sequence) FILTER (WHERE q.room LIKE 'user:%') AS of_shopper
    FROM sequenced q GROUP BY q.id
  ) s ON s.id = c.id LEFT JOIN payments p ON p.id = c.payment_id
  ORDER BY c.id;
END $$;

-- Open sockets learn of a changed role or membership by the user's version.
CREATE FUNCTION bump_memberships_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET memberships_version = memberships_version + 1 WHERE id = coalesce(NEW.user_id, OLD.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER memberships_version AFTER INSERT OR UPDATE OR DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION bump_memberships_version();
