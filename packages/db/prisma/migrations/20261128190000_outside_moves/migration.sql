-- What merchants do in their processor's own dashboard, adopted as attempts and refunds of ours.
ALTER TABLE attempts ADD COLUMN made_outside boolean NOT NULL DEFAULT false;
ALTER TABLE refunds ADD COLUMN made_outside boolean NOT NULL DEFAULT false;

-- Nothing is adopted twice, even if somebody forgot to compare first.
CREATE UNIQUE INDEX attempts_adopted_once ON attempts (payment_id, type, processor_reference) WHERE made_outside AND state = 'succeeded';

-- A capture, void or refund that the processor's books have and ours have not: attempt, refund, payment, event, audit, outbox row and, by the
-- triggers, postings. Decided upon a version of the payment, and never while an operation of ours is under way. Answers 'adopted' or 'changed'.
CREATE FUNCTION adopt_outside(item jsonb, at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  p payments;
  returned refunds;
  amount bigint := (item->>'amount_minor')::bigint;
  kind text := item->>'type';
  told text := CASE item->>'type' WHEN 'capture' THEN 'payment.captured' WHEN 'void' THEN 'payment.canceled' ELSE 'refund.succeeded' END;
  teller jsonb := jsonb_build_object('type', 'system', 'id', NULL, 'name', 'Processor');
  note text := 'Made at the processor.';
BEGIN
  SELECT * INTO p FROM payments WHERE id = item->>'payment_id' AND processor = item->>'processor' FOR UPDATE;
  IF NOT FOUND OR p.version <> (item->>'expected_version')::int OR p.pending_operation IS NOT NULL THEN RETURN 'changed'; END IF;
  INSERT INTO attempts (id, payment_id, type, state, amount_minor, currency, processor, processor_reference, reason, actor, created_at, finished_at, made_outside)
    VALUES (item->>'attempt_id', p.id, kind, 'succeeded', amount, p.currency, p.processor, item->>'processor_reference', note, teller, at, at, true);
  IF kind = 'refund' THEN
    INSERT INTO refunds (id, merchant_id, mode, payment_id, attempt_id, amount_minor, fee_minor, currency, status, reason, created_at, updated_at, made_outside)
      VALUES (item->'refund'->>'id', p.merchant_id, p.mode, p.id, item->>'attempt_id', amount, (item->'refund'->>'fee_minor')::bigint, p.currency, 'pending', note, at, at, true);
    -- The postings are made of the move from pending to succeeded, as for every refund.
    UPDATE refunds r SET status = 'succeeded' WHERE r.id = item->'refund'->>'id' RETURNING * INTO returned;
  END IF;
  UPDATE payments SET status = item->>'status', version = version + 1, updated_at = at,
      captured_minor = CASE kind WHEN 'capture' THEN amount ELSE captured_minor END,
      refunded_minor = CASE kind WHEN 'refund' THEN refunded_minor + amount ELSE refunded_minor END
    WHERE id = p.id RETURNING * INTO p;
  INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
    VALUES (item->>'event_id', p.id, told, p.status, p.version, amount, teller, note, at);
  INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
    VALUES (p.merchant_id, teller, told, p.id, jsonb_build_object('version', p.version, 'made_outside', true), at);
  INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, created_at, object)
    VALUES (told, p.merchant_id, p.id, p.session_id, p.version, at, CASE kind WHEN 'refund' THEN to_jsonb(returned) ELSE to_jsonb(p) END);
  RETURN 'adopted';
END $$;

REVOKE ALL ON FUNCTION adopt_outside FROM PUBLIC;
GRANT EXECUTE ON FUNCTION adopt_outside TO fieldfare_payments;
