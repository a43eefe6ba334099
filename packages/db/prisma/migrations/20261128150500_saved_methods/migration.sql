-- Customers, and the cards and bank accounts that are saved for them.
CREATE TABLE customers (
  id text NOT NULL,
  merchant_id text NOT NULL,
  mode text NOT NULL,
  name text,
  email text,
  reference text,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (id)
);
CREATE INDEX customers_merchant_id_mode_id_idx ON customers (merchant_id, mode, id DESC);
CREATE INDEX customers_merchant_id_mode_email_id_idx ON customers (merchant_id, mode, email, id DESC);
CREATE INDEX customers_merchant_id_mode_reference_id_idx ON customers (merchant_id, mode, reference, id DESC);

CREATE TABLE payment_methods (
  id text NOT NULL,
  merchant_id text NOT NULL,
  mode text NOT NULL,
  customer_id text,
  session_id text NOT NULL,
  request_id text NOT NULL,
  card_token text NOT NULL,
  method jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT payment_methods_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX payment_methods_card_token_key ON payment_methods (card_token);
CREATE UNIQUE INDEX payment_methods_session_id_request_id_key ON payment_methods (session_id, request_id);
CREATE INDEX payment_methods_merchant_id_mode_id_idx ON payment_methods (merchant_id, mode, id DESC);
CREATE INDEX payment_methods_customer_id_id_idx ON payment_methods (customer_id, id DESC);

ALTER TABLE sessions ADD COLUMN customer_id text;

GRANT SELECT, INSERT, UPDATE ON customers, payment_methods TO fieldfare_payments;

-- Saves what the vault opened: the stored card, its public name, the spent challenge, the session's move and the notes of it commit together.
-- The session is locked first; a setup session is completed by it, a payment session stays open and has one try less.
CREATE FUNCTION save_payment_method(item jsonb, OUT verdict text, OUT saved jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  s sessions%ROWTYPE;
  at timestamptz := (item->>'now')::timestamptz;
BEGIN
  SELECT * INTO s FROM sessions WHERE id = item->>'session_id' AND merchant_id = item->>'merchant_id' FOR UPDATE;
  IF s.id IS NULL OR s.generation <> (item->>'generation')::int THEN
    verdict := 'session_closed';
    RETURN;
  END IF;
  SELECT to_jsonb(m) INTO saved FROM payment_methods m WHERE m.session_id = s.id AND m.request_id = item->>'request_id';
  IF saved IS NOT NULL THEN
    verdict := 'repeated';
    RETURN;
  END IF;
  verdict := CASE
    WHEN s.status = 'processing' THEN 'payment_in_flight'
    WHEN s.status <> 'open' OR s.expires_at <= at THEN 'session_closed'
    WHEN s.attempts >= s.max_attempts THEN 'too_many_attempts'
    WHEN s.revision <> (item->>'revision')::int THEN 'amount_changed'
  END;
  IF verdict IS NOT NULL THEN RETURN; END IF;
  INSERT INTO nonces (kind, id, expires_at) VALUES ('challenge', item->>'challenge_id', (item->>'challenge_expires_at')::timestamptz) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    verdict := 'challenge_replayed';
    RETURN;
  END IF;
  PERFORM vault.store_cards(ARRAY[item->'card'->>'token'], ARRAY[s.merchant_id], ARRAY[item->'card'->>'data_key_id'], ARRAY[decode(item->'card'->>'wrapped_key', 'base64')],
    ARRAY[decode(item->'card'->>'ciphertext', 'base64')], ARRAY[decode(item->'card'->>'fingerprint', 'base64')], ARRAY[at]);
  INSERT INTO payment_methods AS m (id, merchant_id, mode, customer_id, session_id, request_id, card_token, method, created_at)
    VALUES (item->>'id', s.merchant_id, s.mode, s.customer_id, s.id, item->>'request_id', item->'card'->>'token', item->'method', at)
    RETURNING to_jsonb(m) INTO saved;
  UPDATE sessions SET status = CASE s.kind WHEN 'setup' THEN 'completed' ELSE s.status END, attempts = s.attempts + 1, updated_at = at WHERE id = s.id;
  INSERT INTO session_events (session_id, type, body, created_at) VALUES (s.id, 'saved', jsonb_build_object('payment_method', item->>'id'), at);
  INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, created_at) VALUES (s.merchant_id, item->'actor', 'payment_method.save', item->>'id', item->>'request_id', at);
  -- Merchants hear of it by an event; no socket's room is about saved methods, so the relay has nothing to tell.
  INSERT INTO outbox (type, merchant_id, session_id, request_id, created_at, published_at, object)
    VALUES ('payment_method.created', s.merchant_id, s.id, item->>'request_id', at, at, saved - 'card_token');
  verdict := 'saved';
END $$;

-- Shreds the vault's key of a saved method and says so. Somebody else's is as good as none, and a second time changes nothing.
CREATE FUNCTION revoke_payment_method(of_id text, of_merchant text, of_mode text, actor jsonb, of_request text, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  m payment_methods%ROWTYPE;
BEGIN
  SELECT * INTO m FROM payment_methods p WHERE p.id = of_id AND p.merchant_id = of_merchant AND p.mode = of_mode FOR UPDATE;
  IF m.id IS NULL OR m.revoked_at IS NOT NULL THEN RETURN; END IF;
  PERFORM vault.revoke_card(m.card_token, m.merchant_id, at, actor);
  UPDATE payment_methods p SET revoked_at = at WHERE p.id = of_id;
  INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, created_at) VALUES (of_merchant, actor, 'payment_method.revoke', of_id, of_request, at);
  INSERT INTO outbox (type, merchant_id, request_id, created_at, published_at, object)
    SELECT 'payment_method.revoked', of_merchant, of_request, at, at, to_jsonb(p) - 'card_token' FROM payment_methods p WHERE p.id = of_id;
END $$;

REVOKE ALL ON FUNCTION save_payment_method, revoke_payment_method FROM PUBLIC;
GRANT EXECUTE ON FUNCTION save_payment_method, revoke_payment_method TO fieldfare_payments;
