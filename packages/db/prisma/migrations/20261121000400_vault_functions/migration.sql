-- The vault behind functions. The payment server's role touches none of its tables: it calls these, which belong to fieldfare_vault, a role
-- that nobody signs in as, and which do one thing each. Their search_path is fixed, and pg_temp comes last in it, so that no caller can put
-- a table or an operator of its own in the way. Each change of a key commits with its audit row.

GRANT USAGE ON SCHEMA vault, public TO fieldfare_vault;
GRANT SELECT, INSERT, UPDATE ON vault.key_ring, vault.data_keys, vault.cards TO fieldfare_vault;
GRANT INSERT ON public.audit_log TO fieldfare_vault;
GRANT USAGE ON SEQUENCE public.audit_log_id_seq TO fieldfare_vault;
GRANT SELECT, INSERT, UPDATE ON public.signing_roots TO fieldfare_vault;

-- Writes the cards of a batch in one statement. The arrays run in parallel; null arrays are an empty batch.
CREATE FUNCTION vault.store_cards(tokens text[], merchant_ids text[], data_key_ids text[], wrapped_keys bytea[], ciphertexts bytea[], fingerprints bytea[], created timestamptz[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE stored int;
BEGIN
  INSERT INTO vault.cards (token, merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at)
  SELECT * FROM unnest(tokens, merchant_ids, data_key_ids, wrapped_keys, ciphertexts, fingerprints, created);
  GET DIAGNOSTICS stored = ROW_COUNT;
  RETURN stored;
END $$;

-- The ring's keys whose private part still exists.
CREATE FUNCTION vault.list_keys() RETURNS SETOF vault.key_ring
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.key_ring WHERE destroyed_at IS NULL ORDER BY created_at, kid
$$;

-- Inserts a key unless its purpose has an active one, and publishes a root's thumbprint beside it; tells whether it did.
CREATE FUNCTION vault.insert_key(new_kid text, new_purpose text, new_public jsonb, new_wrapped bytea, created timestamptz, ends timestamptz, actor jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH inserted AS (
    INSERT INTO vault.key_ring (kid, purpose, public_jwk, wrapped_private, created_at, not_after) VALUES (new_kid, new_purpose, new_public, new_wrapped, created, ends)
    ON CONFLICT (purpose) WHERE retired_at IS NULL DO NOTHING RETURNING kid, purpose, created_at
  ), published AS (
    INSERT INTO public.signing_roots (thumbprint, created_at) SELECT i.kid, i.created_at FROM inserted i WHERE i.purpose = 'root'
  ), noted AS (
    INSERT INTO public.audit_log (actor, action, subject, body, created_at)
    SELECT insert_key.actor, 'key.create', i.kid, jsonb_build_object('purpose', i.purpose), i.created_at FROM inserted i
  )
  SELECT EXISTS (SELECT 1 FROM inserted)
$$;

-- Says that a key has a successor or shall have one. A root stays published: until its successor signs, documents carry its signature.
CREATE FUNCTION vault.retire_key(of_kid text, at timestamptz, actor jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH moved AS (
    UPDATE vault.key_ring k SET retired_at = at WHERE k.kid = of_kid AND k.retired_at IS NULL RETURNING k.kid, k.purpose
  ), noted AS (
    INSERT INTO public.audit_log (actor, action, subject, body, created_at)
    SELECT retire_key.actor, 'key.retire', m.kid, jsonb_build_object('purpose', m.purpose), at FROM moved m
  )
  SELECT EXISTS (SELECT 1 FROM moved)
$$;

-- Deletes a key's private part and withdraws a root's thumbprint. The row stays and says when.
CREATE FUNCTION vault.destroy_key(of_kid text, at timestamptz, actor jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH moved AS (
    UPDATE vault.key_ring k SET destroyed_at = at, wrapped_private = NULL, retired_at = coalesce(k.retired_at, at)
    WHERE k.kid = of_kid AND k.destroyed_at IS NULL RETURNING k.kid, k.purpose
  ), withdrawn AS (
    UPDATE public.signing_roots s SET retired_at = at FROM moved m WHERE s.thumbprint = m.kid AND s.retired_at IS NULL
  ), noted AS (
    INSERT INTO public.audit_log (actor, action, subject, body, created_at)
    SELECT destroy_key.actor, 'key.destroy', m.kid, jsonb_build_object('purpose', m.purpose), at FROM moved m
  )
  SELECT EXISTS (SELECT 1 FROM moved)
$$;

-- A merchant's key of one period; the installation's own stand under no merchant.
CREATE FUNCTION vault.find_data_key(of_merchant text, of_period text) RETURNS SETOF vault.data_keys
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.data_keys k WHERE k.merchant_id = of_merchant AND k.period = of_period
$$;

CREATE FUNCTION vault.data_key(of_id text) RETURNS SETOF vault.data_keys
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.data_keys k WHERE k.id = of_id
$$;

-- Inserts a key unless the merchant has one for the period; answers the one that stands, ours or another server's.
CREATE FUNCTION vault.insert_data_key(new_id text, of_merchant text, of_period text, new_wrapped bytea, created timestamptz, actor jsonb) RETURNS SETOF vault.data_keys
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  INSERT INTO vault.data_keys (id, merchant_id, period, wrapped, created_at) VALUES (new_id, of_merchant, of_period, new_wrapped, created)
  ON CONFLICT (merchant_id, period) DO NOTHING;
  IF FOUND THEN
    INSERT INTO public.audit_log (merchant_id, actor, action, subject, body, created_at)
    VALUES (nullif(of_merchant, ''), actor, 'data_key.create', new_id, jsonb_build_object('period', of_period), created);
  END IF;
  RETURN QUERY SELECT * FROM vault.data_keys k WHERE k.merchant_id = of_merchant AND k.period = of_period;
END $$;


-- Intents of a batch, as before, but for the cards: they are stored by the vault's function, once for the whole batch. A select that nobody
-- reads is not run, which is why the last line names it.
CREATE OR REPLACE FUNCTION begin_payments(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM sessions WHERE id IN (SELECT e.value->>'session_id' FROM jsonb_array_elements(items) e) ORDER BY id FOR UPDATE;
  -- Where the profile looks at the history, two payments of one card (or one address) at the same moment must see each other.
  PERFORM pg_advisory_xact_lock(hashtextextended(k.key, 0)) FROM (
    SELECT DISTINCT k.key FROM jsonb_array_elements(items) e
    CROSS JOIN LATERAL (VALUES (e.value->>'merchant_id' || (e.value->'checks'->>'fingerprint')), (e.value->>'merchant_id' || (e.value->'checks'->>'ip'))) k(key)
    WHERE k.key IS NOT NULL ORDER BY 1) k;
  RETURN QUERY
  WITH item AS MATERIALIZED (
    SELECT r.*, row_number() OVER (PARTITION BY r.session_id ORDER BY r.position) AS place_in_session, row_number() OVER (PARTITION BY r.challenge_id ORDER BY r.position) AS place_in_challenge,
      count(*) OVER (PARTITION BY r.merchant_id, r.checks->>'fingerprint', r.amount_minor, r.currency ORDER BY r.position) - 1 AS same_charge_ahead,
      count(*) OVER (PARTITION BY r.merchant_id, r.checks->>'fingerprint' ORDER BY r.position) - 1 AS same_card_ahead,
      count(*) OVER (PARTITION BY r.merchant_id, r.checks->>'ip' ORDER BY r.position) - 1 AS same_address_ahead
    FROM ROWS FROM (jsonb_to_recordset(items) AS (
      merchant_id text, session_id text, generation int, revision int, request_id text, challenge_id text, challenge_expires_at timestamptz, payment_id text,
      attempt_id text, event_id text, payment_token text, record_number text, amount_minor bigint, fee_minor bigint, total_minor bigint, currency text, processor text, method jsonb,
      card jsonb, payment_method_id text, checks jsonb, metadata jsonb, actor jsonb, check_after timestamptz, now timestamptz)) WITH ORDINALITY
      AS r(merchant_id, session_id, generation, revision, request_id, challenge_id, challenge_expires_at, payment_id, attempt_id, event_id, payment_token,
        record_number, amount_minor, fee_minor, total_minor, currency, processor, method, card, payment_method_id, checks, metadata, actor, check_after, now, position)
  ), judged AS MATERIALIZED (
    SELECT i.*, s.mode, s.reference, s.customer_id, s.fee_mode, s.metadata AS session_metadata, s.attempts,
      CASE WHEN repeated.id IS NOT NULL THEN to_jsonb(repeated) WHEN s.status IN ('processing', 'completed') THEN to_jsonb(current) END AS known,
      CASE
        WHEN s.id IS NULL OR s.generation <> i.generation THEN 'session_closed'
        WHEN repeated.id IS NOT NULL THEN 'repeated'
        WHEN s.status IN ('processing', 'completed') AND current.status = 'unknown' THEN 'payment_in_doubt'
        WHEN s.status = 'processing' OR i.place_in_session > 1 THEN 'payment_in_flight'
        WHEN s.status = 'completed' THEN 'already_paid'
        WHEN s.status <> 'open' OR s.expires_at <= i.now THEN 'session_closed'
        WHEN s.attempts >= s.max_attempts THEN 'too_many_attempts'
        WHEN s.revision <> i.revision OR s.amount_minor <> i.amount_minor OR s.currency <> i.currency OR i.total_minor <> i.amount_minor + CASE s.fee_mode WHEN 'service_fee' THEN i.fee_minor ELSE 0 END THEN 'amount_changed'
        WHEN i.place_in_challenge > 1 THEN 'challenge_replayed'
        WHEN i.checks IS NOT NULL THEN history_refusal(i.merchant_id, s.mode, i.amount_minor, i.currency, i.checks, i.same_charge_ahead, i.same_card_ahead, i.same_address_ahead)
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
  ), stored AS MATERIALIZED (
    -- A saved card is stored already.
    SELECT vault.store_cards(array_agg(b.card->>'token'), array_agg(b.merchant_id), array_agg(b.card->>'data_key_id'), array_agg(decode(b.card->>'wrapped_key', 'base64')),
      array_agg(decode(b.card->>'ciphertext', 'base64')), array_agg(decode(b.card->>'fingerprint', 'base64')), array_agg(b.now)) FROM begun b WHERE b.payment_method_id IS NULL
  ), made AS (
    INSERT INTO payments AS p (id, merchant_id, mode, session_id, customer_id, reference, amount_minor, fee_minor, fee_mode, total_minor, currency, status, payment_token, record_number, method, card_token, payment_method_id, processor, metadata, created_at, updated_at)
    SELECT b.payment_id, b.merchant_id, b.mode, b.session_id, b.customer_id, b.reference, b.amount_minor, b.fee_minor, b.fee_mode, b.total_minor, b.currency, 'processing', b.payment_token, b.record_number, b.method, b.card->>'token', b.payment_method_id, b.processor,
      coalesce(b.metadata, '{}'::jsonb) || b.session_metadata, b.now, b.now FROM begun b
    RETURNING p.id, to_jsonb(p) AS row
  ), remembered AS (
    INSERT INTO attempt_history (payment_id, merchant_id, mode, fingerprint, ip, amount_minor, currency, created_at)
    SELECT b.payment_id, b.merchant_id, b.mode, decode(b.checks->>'fingerprint', 'base64'), b.checks->>'ip', b.amount_minor, b.currency, b.now FROM begun b WHERE b.checks IS NOT NULL
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
  FROM judged j CROSS JOIN stored LEFT JOIN made m ON m.id = j.payment_id;
END $$;

-- To own a function a role must be allowed to make one there, for the moment.
GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.store_cards OWNER TO fieldfare_vault;
ALTER FUNCTION vault.list_keys OWNER TO fieldfare_vault;
ALTER FUNCTION vault.insert_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.retire_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.destroy_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.find_data_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.data_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.insert_data_key OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA vault TO fieldfare_payments;
REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM fieldfare_payments;
REVOKE INSERT, UPDATE ON public.signing_roots FROM fieldfare_payments;
