-- A transfer of cards holds only while both of its people run the installation: an administrator who left, or was demoted, neither has asked
-- nor has approved. One that nobody approves or runs in its time lapses, and its private key goes with it. Each run is in the audit log, also
-- one that goes on, and an import's end says how many cards it stored in all of its runs.

ALTER TABLE vault.transfers
  DROP CONSTRAINT transfers_state_known,
  DROP CONSTRAINT transfers_key_ends,
  ADD CONSTRAINT transfers_state_known CHECK (state IN ('requested', 'approved', 'running', 'finished', 'canceled', 'expired')),
  ADD CONSTRAINT transfers_key_ends CHECK ((state IN ('finished', 'canceled', 'expired')) = (own_wrapped IS NULL));

UPDATE vault.transfers t SET expires_at = clock_timestamp() + make_interval(mins => p.approval_lives_minutes)
FROM vault.transfer_policy p WHERE t.state = 'requested';

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;

CREATE OR REPLACE FUNCTION vault.request_transfer(new_id text, new_direction text, of_merchant text, public_key jsonb, wrapped bytea, peer jsonb, thumbprint text, row_limit int, by_user text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE policy vault.transfer_policy; at timestamptz := clock_timestamp();
BEGIN
  IF NOT vault.is_admin(by_user) THEN RETURN 'not_admin'; END IF;
  IF NOT EXISTS (SELECT 1 FROM public.merchants m WHERE m.id = of_merchant) THEN RETURN 'merchant_not_found'; END IF;
  SELECT * INTO policy FROM vault.transfer_policy;
  IF row_limit < 1 OR row_limit > policy.max_rows THEN RETURN 'row_limit_refused'; END IF;
  INSERT INTO vault.transfers (id, direction, merchant_id, own_public, own_wrapped, peer_public, peer_thumbprint, max_rows, requested_by, requested_at, expires_at)
  VALUES (new_id, new_direction, of_merchant, public_key, wrapped, peer, thumbprint, row_limit, by_user, at, at + make_interval(mins => policy.approval_lives_minutes));
  PERFORM vault.note_transfer(new_id, 'request', by_user, jsonb_build_object('max_rows', row_limit, 'thumbprint', thumbprint));
  RETURN 'requested';
END $$;

CREATE OR REPLACE FUNCTION vault.approve_transfer(of_id text, thumbprint text, by_user text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.transfers; policy vault.transfer_policy; refusal text;
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF NOT vault.is_admin(by_user) THEN RETURN 'not_admin'; END IF;
  IF held.state <> 'requested' THEN RETURN held.state; END IF;
  IF held.expires_at <= clock_timestamp() THEN RETURN 'expired'; END IF;
  refusal := CASE
    WHEN held.requested_by = by_user THEN 'same_person'
    WHEN NOT vault.is_admin(held.requested_by) THEN 'person_left'
    WHEN held.direction = 'export' AND held.peer_thumbprint IS DISTINCT FROM thumbprint THEN 'thumbprint_mismatch'
  END;
  IF refusal IS NOT NULL THEN
    PERFORM vault.note_transfer(of_id, 'refuse', by_user, jsonb_build_object('reason', refusal));
    RETURN refusal;
  END IF;
  SELECT * INTO policy FROM vault.transfer_policy;
  UPDATE vault.transfers t SET state = 'approved', peer_thumbprint = thumbprint, approved_by = by_user, approved_at = clock_timestamp(),
    not_before = clock_timestamp() + make_interval(mins => policy.delay_minutes),
    expires_at = clock_timestamp() + make_interval(mins => policy.delay_minutes + policy.approval_lives_minutes)
  WHERE t.id = of_id;
  PERFORM vault.note_transfer(of_id, 'approve', by_user, jsonb_build_object('thumbprint', thumbprint, 'delay_minutes', policy.delay_minutes));
  RETURN 'approved_now';
END $$;

CREATE OR REPLACE FUNCTION vault.cancel_transfer(of_id text, by_user text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.transfers;
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF NOT vault.is_admin(by_user) THEN RETURN 'not_admin'; END IF;
  IF held.own_wrapped IS NULL THEN RETURN held.state; END IF;
  UPDATE vault.transfers t SET state = 'canceled', own_wrapped = NULL, ended_at = clock_timestamp() WHERE t.id = of_id;
  PERFORM vault.note_transfer(of_id, 'cancel', by_user, '{}');
  RETURN 'canceled_now';
END $$;

-- Lets the rows move from now on, or again after a run was ended. An export's rows are settled when it begins: the cards that the merchant
-- has at that moment, all of them or none.
CREATE OR REPLACE FUNCTION vault.start_transfer(of_id text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE held vault.transfers; cards bigint; last text;
BEGIN
  SELECT * INTO held FROM vault.transfers t WHERE t.id = of_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF held.state NOT IN ('approved', 'running') THEN RETURN held.state; END IF;
  IF held.not_before > clock_timestamp() THEN RETURN 'too_early'; END IF;
  IF held.expires_at <= clock_timestamp() THEN RETURN 'expired'; END IF;
  IF NOT (vault.is_admin(held.requested_by) AND vault.is_admin(held.approved_by)) THEN
    PERFORM vault.note_transfer(of_id, 'refuse', NULL, jsonb_build_object('reason', 'person_left'));
    RETURN 'person_left';
  END IF;
  IF held.state = 'running' THEN
    PERFORM vault.note_transfer(of_id, 'resume', NULL, jsonb_build_object('cards', held.rows));
    RETURN 'running';
  END IF;
  IF held.direction = 'export' THEN
    SELECT count(*), max(c.token) INTO cards, last FROM vault.cards c WHERE c.merchant_id = held.merchant_id AND c.revoked_at IS NULL;
    IF cards > held.max_rows THEN RETURN 'too_many_rows'; END IF;
  END IF;
  UPDATE vault.transfers t SET state = 'running', started_at = clock_timestamp(), last_token = last WHERE t.id = of_id;
  PERFORM vault.note_transfer(of_id, 'start', NULL, jsonb_build_object('cards', cards));
  RETURN 'running';
END $$;

-- An export says how many cards it wrote; of an import the rows were counted as they were stored, in however many runs.
CREATE OR REPLACE FUNCTION vault.finish_transfer(of_id text, cards int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE moved int;
BEGIN
  UPDATE vault.transfers t SET state = 'finished', own_wrapped = NULL, ended_at = clock_timestamp(), rows = CASE t.direction WHEN 'export' THEN cards ELSE t.rows END
  WHERE t.id = of_id AND t.state = 'running' RETURNING t.rows INTO moved;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM vault.note_transfer(of_id, 'finish', NULL, jsonb_build_object('cards', moved));
  RETURN true;
END $$;

-- Ends what nobody approved or ran in its time, and destroys its key; answers how many.
CREATE FUNCTION vault.expire_transfers() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE lapsed text[];
BEGIN
  WITH ended AS (
    UPDATE vault.transfers t SET state = 'expired', own_wrapped = NULL, ended_at = clock_timestamp()
    WHERE t.own_wrapped IS NOT NULL AND t.expires_at <= clock_timestamp() RETURNING t.id
  )
  SELECT coalesce(array_agg(e.id), '{}') INTO lapsed FROM ended e;
  PERFORM vault.note_transfer(l.id, 'expire', NULL, '{}') FROM unnest(lapsed) l(id);
  RETURN cardinality(lapsed);
END $$;

ALTER FUNCTION vault.expire_transfers OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON FUNCTION vault.expire_transfers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.expire_transfers TO fieldfare_payments;
