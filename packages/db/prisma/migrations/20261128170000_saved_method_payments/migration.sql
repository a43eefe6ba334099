-- Payments by a saved method: which one, how a payment that no session speaks for is captured, and by which name the network knows the method.
ALTER TABLE payments
  ADD COLUMN payment_method_id text,
  ADD COLUMN capture text,
  ADD CONSTRAINT payments_capture_known CHECK (capture IN ('manual', 'automatic'));
ALTER TABLE payment_methods ADD COLUMN network_transaction_id text;

CREATE INDEX payments_payment_method_id_id_idx ON payments (payment_method_id, id DESC) WHERE payment_method_id IS NOT NULL;
-- One request charges once, whatever became of the row that kept its answer.
CREATE UNIQUE INDEX attempts_one_charge_a_request ON attempts (request_id) WHERE session_id IS NULL AND type = 'authorize' AND request_id IS NOT NULL;

-- The intent of a payment that no shopper waits for. The request is locked first, so that its repetition finds what it made; then the method,
-- so that it is either charged before it is revoked, or refused.
CREATE FUNCTION begin_charge(item jsonb, OUT verdict text, OUT payment jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  m payment_methods%ROWTYPE;
  checks jsonb := nullif(item->'checks', 'null'::jsonb);
  at timestamptz := (item->>'now')::timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('charge ' || (item->>'request_id'), 0));
  SELECT to_jsonb(p) INTO payment FROM attempts a JOIN payments p ON p.id = a.payment_id
    WHERE a.session_id IS NULL AND a.type = 'authorize' AND a.request_id = item->>'request_id' AND p.merchant_id = item->>'merchant_id';
  IF payment IS NOT NULL THEN
    verdict := 'repeated';
    RETURN;
  END IF;
  SELECT * INTO m FROM payment_methods p WHERE p.id = item->>'payment_method_id' AND p.merchant_id = item->>'merchant_id' AND p.mode = item->>'mode' FOR SHARE;
  IF m.id IS NULL OR m.revoked_at IS NOT NULL THEN
    verdict := 'payment_method_revoked';
    RETURN;
  END IF;
  IF checks IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(m.merchant_id || (checks->>'fingerprint'), 0));
    verdict := history_refusal(m.merchant_id, m.mode, (item->>'amount_minor')::bigint, item->>'currency', checks, 0, 0, 0);
    IF verdict IS NOT NULL THEN RETURN; END IF;
  END IF;
  INSERT INTO payments AS p (id, merchant_id, mode, customer_id, reference, amount_minor, fee_minor, fee_mode, total_minor, currency, status, payment_token, record_number, method, card_token, payment_method_id, capture, processor, metadata, created_at, updated_at)
    VALUES (item->>'payment_id', m.merchant_id, m.mode, item->>'customer_id', item->>'reference', (item->>'amount_minor')::bigint, (item->>'fee_minor')::bigint, item->>'fee_mode', (item->>'total_minor')::bigint, item->>'currency',
      'processing', item->>'payment_token', item->>'record_number', m.method, m.card_token, m.id, item->>'capture', item->>'processor', item->'metadata', at, at)
    RETURNING to_jsonb(p) INTO payment;
  IF checks IS NOT NULL THEN
    INSERT INTO attempt_history (payment_id, merchant_id, mode, fingerprint, ip, amount_minor, currency, created_at)
      VALUES (item->>'payment_id', m.merchant_id, m.mode, decode(checks->>'fingerprint', 'base64'), NULL, (item->>'amount_minor')::bigint, item->>'currency', at);
  END IF;
  INSERT INTO attempts (id, payment_id, request_id, type, state, amount_minor, currency, processor, actor, created_at, check_after)
    VALUES (item->>'attempt_id', item->>'payment_id', item->>'request_id', 'authorize', 'in_flight', (item->>'total_minor')::bigint, item->>'currency', item->>'processor', item->'actor', at, (item->>'check_after')::timestamptz);
  INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, created_at)
    VALUES (item->>'event_id', item->>'payment_id', 'payment.processing', 'processing', 1, (item->>'total_minor')::bigint, item->'actor', at);
  INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, created_at) VALUES (m.merchant_id, item->'actor', 'payment.authorize', item->>'payment_id', item->>'request_id', at);
  INSERT INTO outbox (type, merchant_id, payment_id, version, request_id, created_at) VALUES ('payment.processing', m.merchant_id, item->>'payment_id', 1, item->>'request_id', at);
  verdict := 'begun';
END $$;

-- The first authorization of a saved method names it to the network for good: later charges refer to that one.
CREATE FUNCTION keep_network_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payment_methods m SET network_transaction_id = NEW.network_transaction_id WHERE m.id = NEW.payment_method_id AND m.network_transaction_id IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_keep_network_transaction AFTER UPDATE OF network_transaction_id ON payments FOR EACH ROW
  WHEN (NEW.payment_method_id IS NOT NULL AND NEW.network_transaction_id IS DISTINCT FROM OLD.network_transaction_id) EXECUTE FUNCTION keep_network_transaction();

-- The keyed hash by which the history finds a saved card again.
CREATE FUNCTION vault.card_fingerprint(of_token text, of_merchant text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT c.fingerprint FROM vault.cards c WHERE c.token = of_token AND c.merchant_id = of_merchant
$$;
GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.card_fingerprint OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;

REVOKE ALL ON FUNCTION begin_charge, keep_network_transaction, vault.card_fingerprint FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_charge, vault.card_fingerprint TO fieldfare_payments;
