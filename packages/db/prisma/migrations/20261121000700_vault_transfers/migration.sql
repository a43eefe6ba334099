-- Cards that leave for another vault, or come from one. A person asks, a second one approves after comparing a thumbprint, a delay passes in
-- which anybody may cancel, and only then rows move, never more than were asked for. The functions hold all of that, by the database's clock;
-- what delay and how many rows at the most stands in a table that only the owner of the database may change.

CREATE TABLE vault.transfer_policy (
  id int NOT NULL DEFAULT 1,
  delay_minutes int NOT NULL DEFAULT 1440,
  approval_lives_minutes int NOT NULL DEFAULT 10080,
  max_rows int NOT NULL DEFAULT 100000,
  CONSTRAINT transfer_policy_pkey PRIMARY KEY (id),
  CONSTRAINT transfer_policy_single CHECK (id = 1),
  CONSTRAINT transfer_policy_sane CHECK (delay_minutes >= 0 AND approval_lives_minutes > 0 AND max_rows > 0)
);
INSERT INTO vault.transfer_policy DEFAULT VALUES;

CREATE TABLE vault.transfers (
  id text NOT NULL,
  direction text NOT NULL,
  merchant_id text NOT NULL,
  state text NOT NULL DEFAULT 'requested',
  own_public jsonb NOT NULL,
  own_wrapped bytea,
  peer_public jsonb,
  peer_thumbprint text,
  max_rows int NOT NULL,
  rows int NOT NULL DEFAULT 0,
  last_token text,
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  approved_by text,
  approved_at timestamptz(3),
  not_before timestamptz(3),
  expires_at timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  CONSTRAINT transfers_pkey PRIMARY KEY (id),
  CONSTRAINT transfers_direction_known CHECK (direction IN ('export', 'import')),
  CONSTRAINT transfers_state_known CHECK (state IN ('requested', 'approved', 'running', 'finished', 'canceled')),
  CONSTRAINT transfers_two_people CHECK (approved_by <> requested_by),
  CONSTRAINT transfers_key_ends CHECK ((state IN ('finished', 'canceled')) = (own_wrapped IS NULL)),
  CONSTRAINT transfers_rows_limited CHECK (rows <= max_rows)
);
CREATE INDEX transfers_requested_at_idx ON vault.transfers (requested_at DESC);
GRANT SELECT ON vault.transfer_policy TO fieldfare_vault;
GRANT SELECT, INSERT, UPDATE ON vault.transfers TO fieldfare_vault;
GRANT SELECT (id, name, role, disabled_at) ON public.users TO fieldfare_vault;
GRANT SELECT (id) ON public.merchants TO fieldfare_vault;

CREATE FUNCTION vault.is_admin(of_user text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.users u WHERE u.id = of_user AND u.role = 'ADMIN' AND u.disabled_at IS NULL)
$$;

CREATE FUNCTION vault.note_transfer(of_id text, what text, by_user text, more jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  INSERT INTO public.audit_log (merchant_id, actor, action, subject, body, created_at)
  SELECT t.merchant_id,
    CASE WHEN by_user IS NULL THEN jsonb_build_object('type', 'system', 'id', NULL, 'name', 'Vault')
      ELSE jsonb_build_object('type', 'user', 'id', by_user, 'name', (SELECT u.name FROM public.users u WHERE u.id = by_user)) END,
    'card_' || t.direction || '.' || what, t.id, more, clock_timestamp()
  FROM vault.transfers t WHERE t.id = of_id
$$;

CREATE FUNCTION vault.request_transfer(new_id text, new_direction text, of_merchant text, public_key jsonb, wrapped bytea, peer jsonb, thumbprint text, row_limit int, by_user text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  IF NOT vault.is_admin(by_user) THEN RETURN 'not_admin'; END IF;
  IF NOT EXISTS (SELECT 1 FROM public.merchants m WHERE m.id = of_merchant) THEN RETURN 'merchant_not_found'; END IF;
  IF row_limit < 1 OR row_limit > (SELECT p.max_rows FROM vault.transfer_policy p) THEN RETURN 'row_limit_refused'; END IF;
  INSERT INTO vault.transfers (id, direction, merchant_id, own_public, own_wrapped, peer_public, peer_thumbprint, max_rows, requested_by, requested_at)
  VALUES (new_id, new_direction, of_merchant, public_key, wrapped, peer, thumbprint, row_limit, by_user, clock_timestamp());
  PERFORM vault.note_transfer(new_id, 'request', by_user, jsonb_build_object('max_rows', row_limit, 'thumbprint', thumbprint));
  RETURN 'requested';
END $$;

-- The second person states the thumbprint of the other vault's key, as that vault's people told it. For an export it must be that of the key
-- that was asked for; for an import it is the one whose file will be believed.
CREATE FUNCTION vault.approve_transfer(of_id text, thumbprint text, by_user text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.transfers; policy vault.transfer_policy;
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF NOT vault.is_admin(by_user) THEN RETURN 'not_admin'; END IF;
  IF held.state <> 'requested' THEN RETURN held.state; END IF;
  IF held.requested_by = by_user THEN
    PERFORM vault.note_transfer(of_id, 'refuse', by_user, jsonb_build_object('reason', 'same_person'));
    RETURN 'same_person';
  END IF;
  IF held.direction = 'export' AND held.peer_thumbprint IS DISTINCT FROM thumbprint THEN
    PERFORM vault.note_transfer(of_id, 'refuse', by_user, jsonb_build_object('reason', 'thumbprint_mismatch'));
    RETURN 'thumbprint_mismatch';
  END IF;
  SELECT * INTO policy FROM vault.transfer_policy;
  UPDATE vault.transfers t SET state = 'approved', peer_thumbprint = thumbprint, approved_by = by_user, approved_at = clock_timestamp(),
    not_before = clock_timestamp() + make_interval(mins => policy.delay_minutes),
    expires_at = clock_timestamp() + make_interval(mins => policy.delay_minutes + policy.approval_lives_minutes)
  WHERE t.id = of_id;
  PERFORM vault.note_transfer(of_id, 'approve', by_user, jsonb_build_object('thumbprint', thumbprint, 'delay_minutes', policy.delay_minutes));
  RETURN 'approved_now';
END $$;

CREATE FUNCTION vault.cancel_transfer(of_id text, by_user text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.transfers;
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF NOT vault.is_admin(by_user) THEN RETURN 'not_admin'; END IF;
  IF held.state IN ('finished', 'canceled') THEN RETURN held.state; END IF;
  UPDATE vault.transfers t SET state = 'canceled', own_wrapped = NULL, ended_at = clock_timestamp() WHERE t.id = of_id;
  PERFORM vault.note_transfer(of_id, 'cancel', by_user, '{}');
  RETURN 'canceled_now';
END $$;

-- Lets the rows move from now on, or again after a run was ended. An export's rows are settled here: the cards that the merchant has at this
-- moment, all of them or none.
CREATE FUNCTION vault.start_transfer(of_id text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.transfers; cards bigint; last text;
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF held.state NOT IN ('approved', 'running') THEN RETURN held.state; END IF;
  IF held.not_before > clock_timestamp() THEN RETURN 'too_early'; END IF;
  IF held.expires_at <= clock_timestamp() THEN RETURN 'expired'; END IF;
  IF held.state = 'running' THEN RETURN 'running'; END IF;
  IF held.direction = 'export' THEN
    SELECT count(*), max(c.token) INTO cards, last FROM vault.cards c WHERE c.merchant_id = held.merchant_id AND c.revoked_at IS NULL;
    IF cards > held.max_rows THEN RETURN 'too_many_rows'; END IF;
  END IF;
  UPDATE vault.transfers t SET state = 'running', started_at = clock_timestamp(), last_token = last WHERE t.id = of_id;
  PERFORM vault.note_transfer(of_id, 'start', NULL, jsonb_build_object('cards', cards));
  RETURN 'running';
END $$;

-- The next cards of an export that is running; of any other, none.
CREATE FUNCTION vault.export_cards(of_id text, after_token text, row_limit int) RETURNS TABLE (token text, merchant_id text, data_key_id text, wrapped_key bytea, ciphertext bytea, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT c.token, c.merchant_id, c.data_key_id, c.wrapped_key, c.ciphertext, c.created_at
  FROM vault.transfers t JOIN vault.cards c ON c.merchant_id = t.merchant_id
  WHERE t.id = of_id AND t.direction = 'export' AND t.state = 'running' AND t.expires_at > clock_timestamp()
    AND c.token > after_token AND c.token <= t.last_token AND c.created_at <= t.started_at AND c.revoked_at IS NULL
  ORDER BY c.token LIMIT row_limit
$$;

-- Stores cards of an import that is running, under the tokens that they had. One that is there already, with the same fingerprint, stays as
-- it is, so that an import can be run again; a token that names another card is taken.
CREATE FUNCTION vault.import_cards(of_id text, tokens text[], data_key_ids text[], wrapped_keys bytea[], ciphertexts bytea[], fingerprints bytea[], created timestamptz[]) RETURNS TABLE (token text, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
#variable_conflict use_column
DECLARE held vault.transfers; stored text[];
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id AND t.direction = 'import' AND t.state = 'running' AND t.expires_at > clock_timestamp() FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no import of this id is running'; END IF;
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

CREATE FUNCTION vault.finish_transfer(of_id text, cards int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  UPDATE vault.transfers t SET state = 'finished', own_wrapped = NULL, ended_at = clock_timestamp(), rows = CASE t.direction WHEN 'export' THEN cards ELSE t.rows END
  WHERE t.id = of_id AND t.state = 'running';
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM vault.note_transfer(of_id, 'finish', NULL, jsonb_build_object('cards', cards));
  RETURN true;
END $$;

CREATE FUNCTION vault.find_transfer(of_id text) RETURNS SETOF vault.transfers
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.transfers t WHERE t.id = of_id
$$;

CREATE FUNCTION vault.list_transfers(of_direction text, row_limit int) RETURNS SETOF vault.transfers
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.transfers t WHERE t.direction = of_direction ORDER BY t.requested_at DESC LIMIT row_limit
$$;

CREATE FUNCTION vault.rewrap_transfer(of_id text, old_wrapped bytea, new_wrapped bytea, actor jsonb) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  WITH moved AS (
    UPDATE vault.transfers t SET own_wrapped = new_wrapped WHERE t.id = of_id AND t.own_wrapped = old_wrapped RETURNING t.id, t.merchant_id
  ), noted AS (
    INSERT INTO public.audit_log (merchant_id, actor, action, subject, created_at)
    SELECT m.merchant_id, rewrap_transfer.actor, 'transfer_key.rewrap', m.id, clock_timestamp() FROM moved m
  )
  SELECT EXISTS (SELECT 1 FROM moved)
$$;

CREATE FUNCTION vault.transfers_with_keys() RETURNS SETOF vault.transfers
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.transfers t WHERE t.own_wrapped IS NOT NULL ORDER BY t.id
$$;

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.is_admin OWNER TO fieldfare_vault;
ALTER FUNCTION vault.note_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.request_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.approve_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.cancel_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.start_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.export_cards OWNER TO fieldfare_vault;
ALTER FUNCTION vault.import_cards OWNER TO fieldfare_vault;
ALTER FUNCTION vault.finish_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.find_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.list_transfers OWNER TO fieldfare_vault;
ALTER FUNCTION vault.rewrap_transfer OWNER TO fieldfare_vault;
ALTER FUNCTION vault.transfers_with_keys OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA vault TO fieldfare_payments;
-- Who may be believed is decided inside; nobody writes what happened but the functions above.
REVOKE EXECUTE ON FUNCTION vault.note_transfer, vault.is_admin FROM fieldfare_payments;
