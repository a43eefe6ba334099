-- Saved methods that came from another vault: no session of ours saved them, an import did.
ALTER TABLE payment_methods
  ALTER COLUMN session_id DROP NOT NULL,
  ALTER COLUMN request_id DROP NOT NULL,
  ADD COLUMN transfer_id text,
  ADD CONSTRAINT payment_methods_one_origin CHECK ((transfer_id IS NULL) = (session_id IS NOT NULL) AND (transfer_id IS NULL) = (request_id IS NOT NULL));

-- Stores cards of an import that is running, and in the same transaction what their holders saved them as: the payment method under the id
-- that the merchant knows it by, and its customer, both of the merchant that the import was approved for. What is there already stays as it
-- is. A card one of whose names is another's here is taken, and nothing of it is stored.
CREATE FUNCTION import_cards(of_transfer text, items jsonb) RETURNS TABLE (token text, outcome text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  target text := (SELECT t.merchant_id FROM vault.find_transfer(of_transfer) t);
  actor jsonb := '{"type": "system", "id": null, "name": "Vault"}';
  at timestamptz(3) := clock_timestamp();
BEGIN
  RETURN QUERY
  WITH item AS MATERIALIZED (
    SELECT r.*, r.saved->'customer'->>'id' AS customer_id, r.saved->>'id' AS method_id, r.saved->>'mode' AS mode,
      row_number() OVER (PARTITION BY r.saved->>'id' ORDER BY r.position) AS place_in_method,
      first_value(r.saved->>'mode') OVER (PARTITION BY r.saved->'customer'->>'id' ORDER BY r.position) AS mode_of_customer
    FROM ROWS FROM (jsonb_to_recordset(items) AS (token text, data_key_id text, wrapped_key text, ciphertext text, fingerprint text, created_at timestamptz, masked jsonb, saved jsonb)) WITH ORDINALITY
      AS r(token, data_key_id, wrapped_key, ciphertext, fingerprint, created_at, masked, saved, position)
  ), free AS MATERIALIZED (
    SELECT i.* FROM item i
    WHERE (i.method_id IS NULL OR i.place_in_method = 1 AND NOT EXISTS (SELECT 1 FROM payment_methods m WHERE m.id = i.method_id AND m.card_token <> i.token))
      AND (i.customer_id IS NULL OR i.mode = i.mode_of_customer AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = i.customer_id AND (c.merchant_id <> target OR c.mode <> i.mode)))
  ), batch AS (
    SELECT array_agg(f.token) AS tokens, array_agg(f.data_key_id) AS data_key_ids, array_agg(decode(f.wrapped_key, 'base64')) AS wrapped_keys,
      array_agg(decode(f.ciphertext, 'base64')) AS ciphertexts, array_agg(decode(f.fingerprint, 'base64')) AS fingerprints, array_agg(f.created_at) AS created FROM free f
  ), stored AS MATERIALIZED (
    SELECT s.token, s.outcome FROM batch b CROSS JOIN LATERAL vault.import_cards(of_transfer, b.tokens, b.data_key_ids, b.wrapped_keys, b.ciphertexts, b.fingerprints, b.created) s
  ), new_method AS MATERIALIZED (
    SELECT f.* FROM free f JOIN stored s ON s.token = f.token WHERE s.outcome = 'imported' AND f.method_id IS NOT NULL
  ), made_customer AS (
    INSERT INTO customers AS c (id, merchant_id, mode, name, email, reference, metadata, created_at, updated_at)
    SELECT DISTINCT ON (n.customer_id) n.customer_id, target, n.mode, n.saved->'customer'->>'name', n.saved->'customer'->>'email', n.saved->'customer'->>'reference', n.saved->'customer'->'metadata', at, at
    FROM new_method n WHERE n.customer_id IS NOT NULL ORDER BY n.customer_id, n.position
    ON CONFLICT (id) DO NOTHING RETURNING c.id
  ), made_method AS (
    INSERT INTO payment_methods AS m (id, merchant_id, mode, customer_id, transfer_id, card_token, method, network_transaction_id, created_at)
    SELECT n.method_id, target, n.mode, n.customer_id, of_transfer, n.token, n.masked, n.saved->>'network_transaction_id', n.created_at FROM new_method n
    RETURNING m.id, to_jsonb(m) - 'card_token' AS row
  ), noted AS (
    INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
    SELECT target, actor, 'customer.import', c.id, jsonb_build_object('transfer', of_transfer), at FROM made_customer c
    UNION ALL SELECT target, actor, 'payment_method.import', m.id, jsonb_build_object('transfer', of_transfer), at FROM made_method m
  ), told AS (
    INSERT INTO outbox (type, merchant_id, created_at, published_at, object) SELECT 'payment_method.created', target, at, at, m.row FROM made_method m
  )
  SELECT i.token, coalesce(s.outcome, 'taken') FROM item i LEFT JOIN stored s ON s.token = i.token;
END $$;

REVOKE ALL ON FUNCTION import_cards FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_cards TO fieldfare_payments;
