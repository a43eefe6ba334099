-- Rotation of what encrypts cards and merchants' secrets: a merchant has one key a month that new ones are stored under and any number of
-- retired ones, which go once nothing needs them. A re-encryption retires all of them and moves what they hold, in batches that lock only
-- what they move.

ALTER TABLE vault.data_keys
  ALTER COLUMN wrapped DROP NOT NULL,
  ADD COLUMN retired_at timestamptz(3),
  ADD COLUMN destroyed_at timestamptz(3),
  ADD CONSTRAINT data_keys_shredded CHECK ((destroyed_at IS NULL) = (wrapped IS NOT NULL));
DROP INDEX vault.data_keys_merchant_id_period_key;
CREATE UNIQUE INDEX data_keys_one_active ON vault.data_keys (merchant_id, period) WHERE retired_at IS NULL;
CREATE INDEX data_keys_retired_idx ON vault.data_keys (id) WHERE retired_at IS NOT NULL AND destroyed_at IS NULL;
-- The cards of a key, in the order of their age.
CREATE INDEX cards_data_key_id_token_idx ON vault.cards (data_key_id, token);

CREATE TABLE vault.reencryptions (
  id text NOT NULL,
  mode text NOT NULL,
  state text NOT NULL DEFAULT 'running',
  actor jsonb NOT NULL,
  moved_cards bigint NOT NULL DEFAULT 0,
  moved_secrets bigint NOT NULL DEFAULT 0,
  started_at timestamptz(3) NOT NULL,
  finished_at timestamptz(3),
  CONSTRAINT reencryptions_pkey PRIMARY KEY (id),
  CONSTRAINT reencryptions_mode_known CHECK (mode IN ('rewrap', 'full')),
  CONSTRAINT reencryptions_state_known CHECK (state IN ('running', 'finished'))
);
CREATE UNIQUE INDEX reencryptions_one_running ON vault.reencryptions (state) WHERE state = 'running';
GRANT SELECT, INSERT, UPDATE ON vault.reencryptions TO fieldfare_vault;

-- How long a server may hold a merchant's key in memory (ten minutes), and a margin for what it is about to store under it.
CREATE FUNCTION vault.key_memory() RETURNS interval
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$ SELECT interval '15 minutes' $$;

CREATE OR REPLACE FUNCTION vault.find_data_key(of_merchant text, of_period text) RETURNS SETOF vault.data_keys
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.data_keys k WHERE k.merchant_id = of_merchant AND k.period = of_period AND k.retired_at IS NULL
$$;

CREATE OR REPLACE FUNCTION vault.data_key(of_id text) RETURNS SETOF vault.data_keys
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.data_keys k WHERE k.id = of_id AND k.destroyed_at IS NULL
$$;

CREATE OR REPLACE FUNCTION vault.insert_data_key(new_id text, of_merchant text, of_period text, new_wrapped bytea, created timestamptz, actor jsonb) RETURNS SETOF vault.data_keys
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  INSERT INTO vault.data_keys (id, merchant_id, period, wrapped, created_at) VALUES (new_id, of_merchant, of_period, new_wrapped, created)
  ON CONFLICT (merchant_id, period) WHERE retired_at IS NULL DO NOTHING;
  IF FOUND THEN
    INSERT INTO public.audit_log (merchant_id, actor, action, subject, body, created_at)
    VALUES (nullif(of_merchant, ''), actor, 'data_key.create', new_id, jsonb_build_object('period', of_period), created);
  END IF;
  RETURN QUERY SELECT * FROM vault.data_keys k WHERE k.merchant_id = of_merchant AND k.period = of_period AND k.retired_at IS NULL;
END $$;

CREATE FUNCTION vault.count_data_keys() RETURNS TABLE (active bigint, retired bigint, destroyed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT count(*) FILTER (WHERE k.retired_at IS NULL), count(*) FILTER (WHERE k.retired_at IS NOT NULL AND k.destroyed_at IS NULL), count(*) FILTER (WHERE k.destroyed_at IS NOT NULL)
  FROM vault.data_keys k WHERE k.merchant_id <> ''
$$;

-- Retires what new cards are stored under, of one merchant or, with null, of all. The time is the database's own: what may follow is
-- measured against it.
CREATE FUNCTION vault.retire_data_keys(of_merchant text, actor jsonb) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH moved AS (
    UPDATE vault.data_keys k SET retired_at = clock_timestamp()
    WHERE k.retired_at IS NULL AND k.merchant_id <> '' AND (of_merchant IS NULL OR k.merchant_id = of_merchant) RETURNING k.*
  ), noted AS (
    INSERT INTO public.audit_log (merchant_id, actor, action, subject, body, created_at)
    SELECT m.merchant_id, retire_data_keys.actor, 'data_key.retire', m.id, jsonb_build_object('period', m.period), m.retired_at FROM moved m
  )
  SELECT count(*) FROM moved
$$;

CREATE FUNCTION vault.retired_data_keys() RETURNS SETOF vault.data_keys
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.data_keys k WHERE k.retired_at IS NOT NULL AND k.destroyed_at IS NULL ORDER BY k.id
$$;

-- Deletes a retired key that no card and no secret needs and no server can still be storing under; otherwise says why not.
CREATE FUNCTION vault.destroy_data_key(of_id text, actor jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.data_keys;
BEGIN
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

CREATE FUNCTION vault.data_keys_after(after_id text, max_rows int) RETURNS SETOF vault.data_keys
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.data_keys k WHERE k.id > after_id AND k.destroyed_at IS NULL ORDER BY k.id LIMIT max_rows
$$;

-- The same keys, wrapped by another KMS key: each only in the place of what was read.
CREATE FUNCTION vault.rewrap_data_key(of_id text, old_wrapped bytea, new_wrapped bytea, actor jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH moved AS (
    UPDATE vault.data_keys k SET wrapped = new_wrapped WHERE k.id = of_id AND k.wrapped = old_wrapped RETURNING k.id, k.merchant_id
  ), noted AS (
    INSERT INTO public.audit_log (merchant_id, actor, action, subject, created_at)
    SELECT nullif(m.merchant_id, ''), rewrap_data_key.actor, 'data_key.rewrap', m.id, clock_timestamp() FROM moved m
  )
  SELECT EXISTS (SELECT 1 FROM moved)
$$;

CREATE FUNCTION vault.rewrap_key(of_kid text, old_wrapped bytea, new_wrapped bytea, actor jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH moved AS (
    UPDATE vault.key_ring k SET wrapped_private = new_wrapped WHERE k.kid = of_kid AND k.wrapped_private = old_wrapped RETURNING k.kid, k.purpose
  ), noted AS (
    INSERT INTO public.audit_log (actor, action, subject, body, created_at)
    SELECT rewrap_key.actor, 'key.rewrap', m.kid, jsonb_build_object('purpose', m.purpose), clock_timestamp() FROM moved m
  )
  SELECT EXISTS (SELECT 1 FROM moved)
$$;

CREATE FUNCTION vault.may_finish_at(of_start timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT greatest(of_start, (SELECT max(k.retired_at) FROM vault.data_keys k)) + vault.key_memory()
$$;

-- What is stored, and how much of it is under keys that are in use. A key that is retired while a re-encryption runs takes its cards out of
-- what is done, moved before or not.
CREATE FUNCTION vault.count_stored() RETURNS TABLE (cards bigint, cards_done bigint, secrets bigint, secrets_done bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  SELECT count(*), count(k.id) INTO cards, cards_done
  FROM vault.cards c LEFT JOIN vault.data_keys k ON k.id = c.data_key_id AND k.retired_at IS NULL WHERE c.wrapped_key IS NOT NULL;
  SELECT count(*), count(k.id) INTO secrets, secrets_done
  FROM vault.secrets s LEFT JOIN vault.data_keys k ON k.id = s.data_key_id AND k.retired_at IS NULL;
  RETURN NEXT;
END $$;

-- The re-encryption under way, and from when on no server can still store anything under a retired key.
CREATE FUNCTION vault.current_reencryption() RETURNS TABLE (id text, mode text, total bigint, done bigint, secrets_total bigint, secrets_done bigint, started_at timestamptz, may_finish_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT r.id, r.mode, n.cards, n.cards_done, n.secrets, n.secrets_done, r.started_at, vault.may_finish_at(r.started_at)
  FROM vault.reencryptions r CROSS JOIN vault.count_stored() n WHERE r.state = 'running'
$$;

-- Retires every merchant's keys and opens the books; does nothing where a re-encryption is under way.
CREATE FUNCTION vault.begin_reencryption(new_id text, new_mode text, actor jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  INSERT INTO vault.reencryptions (id, mode, actor, started_at) VALUES (new_id, new_mode, actor, clock_timestamp())
  ON CONFLICT (state) WHERE state = 'running' DO NOTHING;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM vault.retire_data_keys(NULL, actor);
  INSERT INTO public.audit_log (actor, action, subject, body, created_at)
  SELECT begin_reencryption.actor, 'reencryption.begin', new_id, jsonb_build_object('mode', new_mode, 'cards', n.cards, 'secrets', n.secrets), clock_timestamp()
  FROM vault.count_stored() n;
END $$;

-- Locks the next cards under retired keys, after a position, that nobody else has locked. They stay locked until the caller's transaction
-- ends. Going key by key along the index, it reads nothing but what is left to move.
CREATE FUNCTION vault.claim_cards(after_key text, after_token text, max_rows int) RETURNS TABLE (token text, merchant_id text, data_key_id text, period text, wrapped_key bytea, ciphertext bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT c.token, c.merchant_id, c.data_key_id, k.period, c.wrapped_key, c.ciphertext
  FROM (SELECT r.id, r.period FROM vault.data_keys r WHERE r.retired_at IS NOT NULL AND r.destroyed_at IS NULL AND r.id >= after_key ORDER BY r.id) k
  CROSS JOIN LATERAL (
    SELECT l.* FROM vault.cards l
    WHERE l.data_key_id = k.id AND l.token > CASE WHEN k.id = after_key THEN after_token ELSE '' END AND l.wrapped_key IS NOT NULL
    ORDER BY l.token LIMIT max_rows FOR UPDATE SKIP LOCKED
  ) c
  LIMIT max_rows;
END $$;

-- Writes what claimed cards have become. A card that is under another key by now, or shredded, stays as it is.
CREATE FUNCTION vault.move_cards(run_id text, tokens text[], from_keys text[], to_keys text[], wrapped_keys bytea[], ciphertexts bytea[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE moved int;
BEGIN
  UPDATE vault.cards c SET data_key_id = m.to_key, wrapped_key = m.wrapped, ciphertext = coalesce(m.cipher, c.ciphertext)
  FROM unnest(tokens, from_keys, to_keys, wrapped_keys, ciphertexts) AS m(token, from_key, to_key, wrapped, cipher)
  WHERE c.token = m.token AND c.data_key_id = m.from_key AND c.wrapped_key IS NOT NULL;
  GET DIAGNOSTICS moved = ROW_COUNT;
  UPDATE vault.reencryptions r SET moved_cards = r.moved_cards + moved WHERE r.id = run_id;
  RETURN moved;
END $$;

CREATE FUNCTION vault.finish_reencryption(run_id text, actor jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE under_way record;
BEGIN
  SELECT * INTO under_way FROM vault.reencryptions r WHERE r.id = run_id AND r.state = 'running';
  IF NOT FOUND THEN RETURN 'not_running'; END IF;
  IF EXISTS (SELECT 1 FROM vault.retired_data_keys() k WHERE EXISTS (SELECT 1 FROM vault.cards c WHERE c.data_key_id = k.id AND c.wrapped_key IS NOT NULL)) THEN RETURN 'rows_left'; END IF;
  IF EXISTS (SELECT 1 FROM vault.retired_data_keys() k JOIN vault.secrets s ON s.data_key_id = k.id) THEN RETURN 'rows_left'; END IF;
  IF vault.may_finish_at(under_way.started_at) > clock_timestamp() THEN RETURN 'too_soon'; END IF;
  UPDATE vault.reencryptions r SET state = 'finished', finished_at = clock_timestamp() WHERE r.id = run_id AND r.state = 'running';
  IF NOT FOUND THEN RETURN 'not_running'; END IF;
  INSERT INTO public.audit_log (actor, action, subject, body, created_at)
  VALUES (actor, 'reencryption.finish', run_id, jsonb_build_object('cards', under_way.moved_cards, 'secrets', under_way.moved_secrets), clock_timestamp());
  RETURN 'finished';
END $$;

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.key_memory OWNER TO fieldfare_vault;
ALTER FUNCTION vault.count_data_keys OWNER TO fieldfare_vault;
ALTER FUNCTION vault.retire_data_keys OWNER TO fieldfare_vault;
ALTER FUNCTION vault.retired_data_keys OWNER TO fieldfare_vault;
ALTER FUNCTION vault.destroy_data_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.data_keys_after OWNER TO fieldfare_vault;
ALTER FUNCTION vault.rewrap_data_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.rewrap_key OWNER TO fieldfare_vault;
ALTER FUNCTION vault.may_finish_at OWNER TO fieldfare_vault;
ALTER FUNCTION vault.count_stored OWNER TO fieldfare_vault;
ALTER FUNCTION vault.current_reencryption OWNER TO fieldfare_vault;
ALTER FUNCTION vault.begin_reencryption OWNER TO fieldfare_vault;
ALTER FUNCTION vault.claim_cards OWNER TO fieldfare_vault;
ALTER FUNCTION vault.move_cards OWNER TO fieldfare_vault;
ALTER FUNCTION vault.finish_reencryption OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA vault TO fieldfare_payments;
