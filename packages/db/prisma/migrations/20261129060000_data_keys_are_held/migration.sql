-- Nothing is stored under a data key that is gone: whoever stores holds the keys until they have committed, and who destroys one waits for them.

-- Holds keys until the caller's transaction ends, so that none is destroyed before what it stores under them can be seen; throws where one is
-- gone already, for what was sealed under it opens for nobody. A lock of the row would be written down with each payment; this one is not.
CREATE FUNCTION vault.hold_data_keys(ids text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('data key ' || n.id, 0)) FROM (SELECT DISTINCT u.id FROM unnest(ids) u(id) ORDER BY u.id) n;
  -- A statement of its own: it sees what was committed before the locks were given.
  IF EXISTS (SELECT 1 FROM unnest(ids) u(id) WHERE NOT EXISTS (SELECT 1 FROM vault.data_keys k WHERE k.id = u.id AND k.destroyed_at IS NULL)) THEN
    RAISE EXCEPTION 'a data key is gone' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'data_key_stands';
  END IF;
END $$;

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.hold_data_keys OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
-- Called by the functions below alone.
REVOKE ALL ON FUNCTION vault.hold_data_keys FROM PUBLIC, fieldfare_payments;

CREATE OR REPLACE FUNCTION vault.store_cards(tokens text[], merchant_ids text[], data_key_ids text[], wrapped_keys bytea[], ciphertexts bytea[], fingerprints bytea[], created timestamptz[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE stored int;
BEGIN
  PERFORM vault.hold_data_keys(data_key_ids);
  INSERT INTO vault.cards (token, merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at)
  SELECT * FROM unnest(tokens, merchant_ids, data_key_ids, wrapped_keys, ciphertexts, fingerprints, created);
  GET DIAGNOSTICS stored = ROW_COUNT;
  RETURN stored;
END $$;

CREATE OR REPLACE FUNCTION vault.destroy_data_key(of_id text, actor jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.data_keys;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('data key ' || of_id, 0));
  SELECT * INTO held FROM vault.data_keys k WHERE k.id = of_id AND k.merchant_id <> '' FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF held.destroyed_at IS NOT NULL THEN RETURN 'destroyed'; END IF;
  IF held.retired_at IS NULL THEN RETURN 'not_retired'; END IF;
  IF held.retired_at > clock_timestamp() - vault.key_memory() THEN RETURN 'too_soon'; END IF;
  IF EXISTS (SELECT 1 FROM vault.cards c WHERE c.data_key_id = of_id AND c.wrapped_key IS NOT NULL) THEN RETURN 'in_use'; END IF;
  IF EXISTS (SELECT 1 FROM vault.secrets s WHERE s.data_key_id = of_id) THEN RETURN 'in_use'; END IF;
  UPDATE vault.data_keys SET wrapped = NULL, destroyed_at = clock_timestamp() WHERE id = of_id;
  INSERT INTO public.audit_log (merchant_id, actor, action, subject, body, created_at)
  VALUES (held.merchant_id, actor, 'data_key.destroy', of_id, jsonb_build_object('period', held.period), clock_timestamp());
  RETURN 'destroyed';
END $$;

CREATE OR REPLACE FUNCTION vault.move_cards(run_id text, tokens text[], from_keys text[], to_keys text[], wrapped_keys bytea[], ciphertexts bytea[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE moved int;
BEGIN
  PERFORM vault.hold_data_keys(to_keys);
  UPDATE vault.cards c SET data_key_id = m.to_key, wrapped_key = m.wrapped, ciphertext = coalesce(m.cipher, c.ciphertext)
  FROM unnest(tokens, from_keys, to_keys, wrapped_keys, ciphertexts) AS m(token, from_key, to_key, wrapped, cipher)
  WHERE c.token = m.token AND c.data_key_id = m.from_key AND c.wrapped_key IS NOT NULL;
  GET DIAGNOSTICS moved = ROW_COUNT;
  UPDATE vault.reencryptions r SET moved_cards = r.moved_cards + moved WHERE r.id = run_id;
  RETURN moved;
END $$;

CREATE OR REPLACE FUNCTION vault.move_secrets(run_id text, ids text[], from_keys text[], to_keys text[], sealed_anew bytea[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE moved int;
BEGIN
  PERFORM vault.hold_data_keys(to_keys);
  UPDATE vault.secrets s SET data_key_id = m.to_key, sealed = m.sealed
  FROM unnest(ids, from_keys, to_keys, sealed_anew) AS m(id, from_key, to_key, sealed)
  WHERE s.id = m.id AND s.data_key_id = m.from_key;
  GET DIAGNOSTICS moved = ROW_COUNT;
  UPDATE vault.reencryptions r SET moved_secrets = r.moved_secrets + moved WHERE r.id = run_id;
  RETURN moved;
END $$;

CREATE OR REPLACE FUNCTION vault.import_cards(of_id text, tokens text[], data_key_ids text[], wrapped_keys bytea[], ciphertexts bytea[], fingerprints bytea[], created timestamptz[]) RETURNS TABLE (token text, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
#variable_conflict use_column
DECLARE held vault.transfers; stored text[];
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id AND t.direction = 'import' AND t.state = 'running' AND t.expires_at > clock_timestamp() FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no import of this id is running'; END IF;
  PERFORM vault.hold_data_keys(data_key_ids);
  WITH inserted AS (
    INSERT INTO vault.cards AS c (token, merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at)
    SELECT n.token, held.merchant_id, n.data_key, n.wrapped, n.cipher, n.print, n.at
    FROM unnest(tokens, data_key_ids, wrapped_keys, ciphertexts, fingerprints, created) AS n(token, data_key, wrapped, cipher, print, at)
    ON CONFLICT (token) DO NOTHING RETURNING c.token
  )
  SELECT coalesce(array_agg(i.token), '{}') INTO stored FROM inserted i;
  UPDATE vault.transfers t SET rows = t.rows + cardinality(stored) WHERE t.id = of_id;
  RETURN QUERY
  SELECT n.token, CASE WHEN n.token = ANY (stored) THEN 'imported' WHEN c.merchant_id = held.merchant_id AND c.fingerprint = n.print THEN 'already_there' ELSE 'taken' END
  FROM unnest(tokens, fingerprints) AS n(token, print) LEFT JOIN vault.cards c ON c.token = n.token;
END $$;

-- Intents of a batch. A select that nobody reads is not run, which is why the last line names the cards'. What of a batch comes before an item is
-- looked for only where it is asked for: to sort the batch for it cost each call more than its rows do. Sessions' part is told by the payments'
-- events (the view session_history), so that no row says it a second time; the rows that did so far go.
CREATE OR REPLACE FUNCTION begin_payments(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM sessions WHERE id IN (SELECT e.value->>'session_id' FROM jsonb_array_elements(items) e) ORDER BY id FOR UPDATE;
  -- Where the profile looks at the history, two payments of one card (or one address) at the same moment must see each other.
  IF jsonb_path_exists(items, '$[*].checks ? (@ != null)') THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(k.key, 0)) FROM (
      SELECT DISTINCT k.key FROM jsonb_array_elements(items) e
      CROSS JOIN LATERAL (VALUES (e.value->>'merchant_id' || (e.value->'checks'->>'fingerprint')), (e.value->>'merchant_id' || (e.value->'checks'->>'ip'))) k(key)
      WHERE k.key IS NOT NULL ORDER BY 1) k;
  END IF;
  RETURN QUERY
  WITH item AS MATERIALIZED (
    SELECT r.*
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
        WHEN s.status = 'processing' OR EXISTS (SELECT 1 FROM item o WHERE o.session_id = i.session_id AND o.position < i.position) THEN 'payment_in_flight'
        WHEN s.status = 'completed' THEN 'already_paid'
        WHEN s.status <> 'open' OR s.expires_at <= i.now THEN 'session_closed'
        WHEN s.attempts >= s.max_attempts THEN 'too_many_attempts'
        WHEN s.revision <> i.revision OR s.amount_minor <> i.amount_minor OR s.currency <> i.currency OR i.total_minor <> i.amount_minor + CASE s.fee_mode WHEN 'service_fee' THEN i.fee_minor ELSE 0 END THEN 'amount_changed'
        WHEN EXISTS (SELECT 1 FROM item o WHERE o.challenge_id = i.challenge_id AND o.position < i.position) THEN 'challenge_replayed'
        WHEN i.checks IS NOT NULL THEN history_refusal(i.merchant_id, s.mode, i.amount_minor, i.currency, i.checks,
          (SELECT count(*) FROM item o WHERE o.position < i.position AND o.merchant_id = i.merchant_id AND o.checks->>'fingerprint' IS NOT DISTINCT FROM i.checks->>'fingerprint' AND o.amount_minor = i.amount_minor AND o.currency = i.currency),
          (SELECT count(*) FROM item o WHERE o.position < i.position AND o.merchant_id = i.merchant_id AND o.checks->>'fingerprint' IS NOT DISTINCT FROM i.checks->>'fingerprint'),
          (SELECT count(*) FROM item o WHERE o.position < i.position AND o.merchant_id = i.merchant_id AND o.checks->>'ip' IS NOT DISTINCT FROM i.checks->>'ip'))
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
  )
  SELECT (j.position - 1)::int,
    CASE WHEN j.refusal IS NOT NULL THEN j.refusal WHEN m.id IS NULL THEN 'challenge_replayed' ELSE 'begun' END,
    coalesce(m.row, j.known)
  FROM judged j CROSS JOIN stored LEFT JOIN made m ON m.id = j.payment_id;
END $$;

CREATE OR REPLACE FUNCTION commit_moves(items jsonb) RETURNS TABLE (ordinal int, verdict text, payment jsonb)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM payments WHERE id IN (SELECT e.value->>'payment_id' FROM jsonb_array_elements(items) e) ORDER BY id FOR UPDATE;
  RETURN QUERY
  WITH item AS MATERIALIZED (
    SELECT r.*
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
    FROM item i WHERE p.id = i.payment_id AND p.version = i.expected_version AND NOT EXISTS (SELECT 1 FROM item o WHERE o.payment_id = i.payment_id AND o.position < i.position)
    RETURNING i.position, p.merchant_id, p.session_id, p.status, p.version, p.currency, p.processor, to_jsonb(p) AS row
  ), done AS MATERIALIZED (
    SELECT i.*, m.merchant_id, m.session_id, m.status, m.version, m.currency, m.processor, m.row FROM item i JOIN moved m ON m.position = i.position
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

DELETE FROM session_events WHERE body ? 'payment';
