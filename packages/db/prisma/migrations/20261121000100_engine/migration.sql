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
-- Items stand in the order of their sessions' ids so that two batches lock in the same order.
CREATE FUNCTION begin_payments(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  sess sessions%ROWTYPE;
  existing payments%ROWTYPE;
  at timestamptz(3);
BEGIN
  FOR item, ordinal IN
    SELECT e.value, (e.ordinality - 1)::int FROM jsonb_array_elements(items) WITH ORDINALITY e ORDER BY e.value->>'session_id', e.ordinality
  LOOP
    at := (item->>'now')::timestamptz;
    payment := NULL;
    verdict := NULL;
    SELECT * INTO sess FROM sessions WHERE id = item->>'session_id' AND merchant_id = item->>'merchant_id' FOR UPDATE;
    IF NOT FOUND OR sess.generation <> (item->>'generation')::int THEN
      verdict := 'session_closed';
    ELSE
      -- The caller's request id answers what it answered before.
      IF sess.attempts > 0 THEN
        SELECT p.* INTO existing FROM attempts a JOIN payments p ON p.id = a.payment_id WHERE a.session_id = sess.id AND a.request_id = item->>'request_id';
        IF FOUND THEN
          verdict := 'repeated';
          payment := to_jsonb(existing);
        END IF;
      END IF;
      IF verdict IS NULL THEN
        IF sess.status IN ('processing', 'completed') THEN
          SELECT p.* INTO existing FROM payments p WHERE p.id = sess.payment_id;
          verdict := CASE WHEN existing.status = 'unknown' THEN 'payment_in_doubt' WHEN sess.status = 'processing' THEN 'payment_in_flight' ELSE 'already_paid' END;
          payment := to_jsonb(existing);
        ELSIF sess.status <> 'open' OR sess.expires_at <= at THEN
          verdict := 'session_closed';
        ELSIF sess.attempts >= sess.max_attempts THEN
          verdict := 'too_many_attempts';
        ELSIF sess.revision <> (item->>'revision')::int OR sess.amount_minor <> (item->>'amount_minor')::bigint OR sess.currency <> item->>'currency' OR sess.total_minor <> (item->>'total_minor')::bigint THEN
          verdict := 'amount_changed';
        END IF;
      END IF;
    END IF;
    IF verdict IS NULL THEN
      INSERT INTO nonces (kind, id, expires_at) VALUES ('challenge', item->>'challenge_id', (item->>'challenge_expires_at')::timestamptz) ON CONFLICT DO NOTHING;
      IF NOT FOUND THEN
        verdict := 'challenge_replayed';
      END IF;
    END IF;
    IF verdict IS NULL THEN
      INSERT INTO vault.cards (token, merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at)
        VALUES (item->'card'->>'token', sess.merchant_id, item->'card'->>'data_key_id', decode(item->'card'->>'wrapped_key', 'base64'), decode(item->'card'->>'ciphertext', 'base64'), decode(item->'card'->>'fingerprint', 'base64'), at);
      INSERT INTO payments AS p (id, merchant_id, mode, session_id, reference, amount_minor, fee_minor, fee_mode, total_minor, currency, status, payment_token, record_number, method, card_token, processor, metadata, created_at, updated_at)
        VALUES (item->>'payment_id', sess.merchant_id, sess.mode, sess.id, sess.reference, sess.amount_minor, sess.fee_minor, sess.fee_mode, sess.total_minor, sess.currency, 'processing', item->>'payment_token', item->>'record_number', item->'method', item->'card'->>'token', item->>'processor', sess.metadata || coalesce(item->'metadata', '{}'::jsonb), at, at)
        RETURNING to_jsonb(p) INTO payment;
      INSERT INTO attempts (id, payment_id, session_id, request_id, type, state, amount_minor, currency, processor, actor, created_at, check_after)
        VALUES (item->>'attempt_id', item->>'payment_id', sess.id, item->>'request_id', 'authorize', 'in_flight', sess.total_minor, sess.currency, item->>'processor', item->'actor', at, (item->>'check_after')::timestamptz);
      INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, created_at)
        VALUES (item->>'event_id', item->>'payment_id', 'payment.processing', 'processing', 1, sess.total_minor, item->'actor', at);
      INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, created_at)
        VALUES (sess.merchant_id, item->'actor', 'payment.authorize', item->>'payment_id', item->>'request_id', at);
      INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, request_id, created_at)
        VALUES ('payment.processing', sess.merchant_id, item->>'payment_id', sess.id, 1, item->>'request_id', at);
      UPDATE sessions SET status = 'processing', payment_id = item->>'payment_id', attempts = sess.attempts + 1, updated_at = at WHERE id = sess.id;
      INSERT INTO session_events (session_id, type, body, created_at) VALUES (sess.id, 'attempted', jsonb_build_object('payment', item->>'payment_id'), at);
      verdict := 'begun';
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

-- Every later move of a payment: a new operation's intent, an outcome, an expiry. Each item names the version that it was decided upon;
-- another version is a verdict, and the caller decides again upon what is there now.
CREATE FUNCTION commit_moves(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  item jsonb;
  pay payments%ROWTYPE;
  patch jsonb;
  at timestamptz(3);
BEGIN
  FOR item, ordinal IN
    SELECT e.value, (e.ordinality - 1)::int FROM jsonb_array_elements(items) WITH ORDINALITY e ORDER BY e.value->>'payment_id', e.ordinality
  LOOP
    at := (item->>'now')::timestamptz;
    patch := item->'patch';
    payment := NULL;
    SELECT * INTO pay FROM payments WHERE id = item->>'payment_id' FOR UPDATE;
    IF NOT FOUND THEN
      verdict := 'not_found';
    ELSIF pay.version <> (item->>'expected_version')::int THEN
      verdict := 'version_changed';
      payment := to_jsonb(pay);
    ELSE
      UPDATE payments AS p SET
        status = coalesce(patch->>'status', p.status),
        authorized_minor = coalesce((patch->>'authorized_minor')::bigint, p.authorized_minor),
        captured_minor = coalesce((patch->>'captured_minor')::bigint, p.captured_minor),
        refunded_minor = coalesce((patch->>'refunded_minor')::bigint, p.refunded_minor),
        pending_operation = CASE WHEN patch ? 'pending_operation' THEN nullif(patch->'pending_operation', 'null'::jsonb) ELSE p.pending_operation END,
        processor_reference = coalesce(patch->>'processor_reference', p.processor_reference),
        network_transaction_id = coalesce(patch->>'network_transaction_id', p.network_transaction_id),
        decline_code = coalesce(patch->>'decline_code', p.decline_code),
        authorization_expires_at = coalesce((patch->>'authorization_expires_at')::timestamptz, p.authorization_expires_at),
        version = p.version + 1,
        updated_at = at
      WHERE id = pay.id RETURNING to_jsonb(p) INTO payment;
      IF item ? 'begin_attempt' THEN
        INSERT INTO attempts (id, payment_id, session_id, request_id, type, state, amount_minor, currency, processor, actor, created_at, check_after)
          SELECT b->>'id', pay.id, CASE WHEN b->>'request_id' IS NULL THEN NULL ELSE pay.session_id END, b->>'request_id', b->>'type', 'in_flight', (b->>'amount_minor')::bigint, pay.currency, pay.processor, item->'actor', at, (b->>'check_after')::timestamptz
          FROM (SELECT item->'begin_attempt' AS b);
        IF item->'begin_attempt'->>'type' = 'refund' THEN
          INSERT INTO refunds (id, payment_id, attempt_id, amount_minor, currency, status, reason, created_at, updated_at)
            VALUES (item->'begin_attempt'->>'refund_id', pay.id, item->'begin_attempt'->>'id', (item->'begin_attempt'->>'amount_minor')::bigint, pay.currency, 'pending', item->'begin_attempt'->>'reason', at, at);
        END IF;
      END IF;
      IF item ? 'finish_attempt' THEN
        UPDATE attempts AS a SET state = f->>'state', reason = f->>'reason', processor_reference = coalesce(f->>'processor_reference', a.processor_reference),
          finished_at = CASE WHEN f->>'state' = 'unknown' THEN NULL ELSE at END, check_after = (f->>'check_after')::timestamptz
          FROM (SELECT item->'finish_attempt' AS f) WHERE a.id = f->>'id';
        IF item->'finish_attempt' ? 'refund_status' THEN
          UPDATE refunds SET status = item->'finish_attempt'->>'refund_status', updated_at = at WHERE attempt_id = item->'finish_attempt'->>'id';
        END IF;
      END IF;
      IF item ? 'session_status' AND pay.session_id IS NOT NULL THEN
        UPDATE sessions SET status = item->>'session_status', updated_at = at WHERE id = pay.session_id AND payment_id = pay.id;
        INSERT INTO session_events (session_id, type, body, created_at) VALUES (pay.session_id, item->>'session_status', jsonb_build_object('payment', pay.id), at);
      END IF;
      INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
        VALUES (item->'event'->>'id', pay.id, item->'event'->>'type', payment->>'status', pay.version + 1, (item->'event'->>'amount_minor')::bigint, item->'actor', item->'event'->>'detail', at);
      INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, body, created_at)
        VALUES (pay.merchant_id, item->'actor', item->'event'->>'type', pay.id, item->>'request_id', jsonb_build_object('version', pay.version + 1), at);
      INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, request_id, created_at)
        VALUES (item->'event'->>'type', pay.merchant_id, pay.id, pay.session_id, pay.version + 1, item->>'request_id', at);
      verdict := 'committed';
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

-- Claims what nobody has told yet, whatever order it was committed in, and gives every push its place in its room.
CREATE FUNCTION claim_outbox(max_rows int, at timestamptz) RETURNS TABLE (outbox_id bigint, type text, merchant_id text, payment_id text, session_id text, version int, request_id text, committed_at timestamptz, merchant_room_sequence bigint, payment_room_sequence bigint, payment jsonb)
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
    FROM claimed c CROSS JOIN LATERAL (VALUES ('merchant:' || c.merchant_id || ':payments'), ('payment:' || c.payment_id)) AS r(room)
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
    max(s.sequence) FILTER (WHERE s.room LIKE 'merchant:%'), max(s.sequence) FILTER (WHERE s.room LIKE 'payment:%'), to_jsonb(p)
  FROM claimed c LEFT JOIN sequenced s ON s.id = c.id LEFT JOIN payments p ON p.id = c.payment_id
  GROUP BY c.id, c.type, c.merchant_id, c.payment_id, c.session_id, c.version, c.request_id, c.created_at, p.*
  ORDER BY c.id;
END $$;

-- Open sockets learn of a changed role or membership by the user's version.
CREATE FUNCTION bump_memberships_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE users SET memberships_version = memberships_version + 1 WHERE id = coalesce(NEW.user_id, OLD.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER memberships_version AFTER INSERT OR UPDATE OR DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION bump_memberships_version();
