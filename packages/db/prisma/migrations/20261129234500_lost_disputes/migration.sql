-- What lost disputes took back from a payment: the shopper has it, so that no refund returns it once more.

-- AlterTable
ALTER TABLE "payments" ADD COLUMN     "dispute_lost_minor" BIGINT NOT NULL DEFAULT 0;

UPDATE payments p SET dispute_lost_minor = l.lost
FROM (SELECT d.payment_id, sum(d.amount_minor) AS lost FROM disputes d WHERE d.status = 'lost' GROUP BY d.payment_id) l WHERE p.id = l.payment_id;

-- As before, and with the amount that was lost.
CREATE OR REPLACE FUNCTION record_dispute(item jsonb, at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  of_payment payments;
  known disputes;
  told text;
  teller jsonb := jsonb_build_object('type', 'system', 'id', NULL, 'name', 'Dispute');
BEGIN
  SELECT p.* INTO of_payment FROM attempts a JOIN payments p ON p.id = a.payment_id
    WHERE a.id = item->>'attempt_id' AND a.processor = item->>'processor' FOR UPDATE OF p;
  IF NOT FOUND THEN RETURN 'payment_not_found'; END IF;
  SELECT * INTO known FROM disputes d WHERE d.processor = item->>'processor' AND d.processor_reference = item->>'processor_reference';
  IF known.id IS NOT NULL AND (known.status = item->>'status' OR known.status IN ('early_warning', 'inquiry_closed', 'won', 'lost')
    OR (dispute_takes_money(known.status) AND NOT dispute_takes_money(item->>'status'))) THEN RETURN 'known'; END IF;
  IF known.id IS NULL THEN
    known.id := item->>'id';
    INSERT INTO disputes (id, merchant_id, mode, payment_id, processor, processor_reference, amount_minor, currency, reason, status, respond_by, created_at, updated_at)
    VALUES (known.id, of_payment.merchant_id, of_payment.mode, of_payment.id, item->>'processor', item->>'processor_reference', (item->>'amount_minor')::bigint, of_payment.currency,
      item->>'reason', item->>'status', (item->>'respond_by')::timestamptz, at, at);
    told := CASE WHEN item->>'status' IN ('won', 'lost') THEN 'dispute.' || (item->>'status') ELSE 'dispute.created' END;
  ELSE
    UPDATE disputes d SET status = item->>'status', respond_by = (item->>'respond_by')::timestamptz, amount_minor = CASE WHEN dispute_takes_money(d.status) THEN d.amount_minor ELSE (item->>'amount_minor')::bigint END,
      updated_at = at WHERE d.id = known.id;
    told := CASE WHEN item->>'status' IN ('won', 'lost') THEN 'dispute.' || (item->>'status') ELSE 'dispute.updated' END;
  END IF;
  UPDATE payments p SET disputed = EXISTS (SELECT 1 FROM disputes d WHERE d.payment_id = p.id AND d.status IN ('needs_response', 'under_review')),
    dispute_lost_minor = (SELECT coalesce(sum(d.amount_minor), 0) FROM disputes d WHERE d.payment_id = p.id AND d.status = 'lost'), version = p.version + 1, updated_at = at WHERE p.id = of_payment.id RETURNING * INTO of_payment;
  INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
    VALUES (item->>'event_id', of_payment.id, told, of_payment.status, of_payment.version, (item->>'amount_minor')::bigint, teller, item->>CASE told WHEN 'dispute.updated' THEN 'status' ELSE 'reason' END, at);
  INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
    VALUES (of_payment.merchant_id, teller, told, of_payment.id, jsonb_build_object('version', of_payment.version, 'dispute', known.id), at);
  INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, created_at, object)
    SELECT told, of_payment.merchant_id, of_payment.id, of_payment.session_id, of_payment.version, at, to_jsonb(d) FROM disputes d WHERE d.id = known.id;
  RETURN 'recorded';
END $$;
