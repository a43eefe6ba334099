-- Secrets other than cards: what signs a merchant's webhooks, what signs in at its processors. Sealed under the merchant's own key of the
-- month, and moved to its next one by a re-encryption, as cards are.

CREATE TABLE vault.secrets (
  id text NOT NULL,
  merchant_id text NOT NULL,
  purpose text NOT NULL,
  data_key_id text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT secrets_pkey PRIMARY KEY (id)
);
-- The secrets of a key, in the order of their age.
CREATE INDEX secrets_data_key_id_id_idx ON vault.secrets (data_key_id, id);
GRANT SELECT, INSERT, UPDATE, DELETE ON vault.secrets TO fieldfare_vault;

-- Keeps a secret, unless the key that it was sealed under is gone by now; tells whether it did.
CREATE FUNCTION vault.keep_secret(new_id text, of_merchant text, of_purpose text, of_data_key text, new_sealed bytea, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  PERFORM 1 FROM vault.data_keys k WHERE k.id = of_data_key AND k.merchant_id = of_merchant AND k.destroyed_at IS NULL FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO vault.secrets (id, merchant_id, purpose, data_key_id, sealed, created_at) VALUES (new_id, of_merchant, of_purpose, of_data_key, new_sealed, at);
  RETURN true;
END $$;

-- One merchant's secret. That of another answers like one that does not exist.
CREATE FUNCTION vault.find_secret(of_id text, of_merchant text, of_purpose text) RETURNS TABLE (data_key_id text, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT s.data_key_id, s.sealed FROM vault.secrets s WHERE s.id = of_id AND s.merchant_id = of_merchant AND s.purpose = of_purpose
$$;

CREATE FUNCTION vault.forget_secret(of_id text, of_merchant text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  DELETE FROM vault.secrets s WHERE s.id = of_id AND s.merchant_id = of_merchant
$$;

-- Locks the next secrets under retired keys, after a position, that nobody else has locked, as vault.claim_cards does with cards.
CREATE FUNCTION vault.claim_secrets(after_key text, after_id text, max_rows int) RETURNS TABLE (id text, merchant_id text, purpose text, data_key_id text, period text, sealed bytea)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT s.id, s.merchant_id, s.purpose, s.data_key_id, k.period, s.sealed
  FROM vault.secrets s JOIN vault.retired_data_keys() k ON k.id = s.data_key_id
  WHERE (s.data_key_id, s.id) > (after_key, after_id)
  ORDER BY s.data_key_id, s.id LIMIT max_rows FOR UPDATE OF s SKIP LOCKED
$$;

-- Writes what claimed secrets have become. One that is under another key by now, or forgotten, stays as it is.
CREATE FUNCTION vault.move_secrets(run_id text, ids text[], from_keys text[], to_keys text[], sealed_anew bytea[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE moved int;
BEGIN
  UPDATE vault.secrets s SET data_key_id = m.to_key, sealed = m.sealed
  FROM unnest(ids, from_keys, to_keys, sealed_anew) AS m(id, from_key, to_key, sealed)
  WHERE s.id = m.id AND s.data_key_id = m.from_key;
  GET DIAGNOSTICS moved = ROW_COUNT;
  UPDATE vault.reencryptions r SET moved_secrets = r.moved_secrets + moved WHERE r.id = run_id;
  RETURN moved;
END $$;

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.keep_secret OWNER TO fieldfare_vault;
ALTER FUNCTION vault.find_secret OWNER TO fieldfare_vault;
ALTER FUNCTION vault.forget_secret OWNER TO fieldfare_vault;
ALTER FUNCTION vault.claim_secrets OWNER TO fieldfare_vault;
ALTER FUNCTION vault.move_secrets OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON FUNCTION vault.keep_secret, vault.find_secret, vault.forget_secret, vault.claim_secrets, vault.move_secrets FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.keep_secret, vault.find_secret, vault.forget_secret, vault.claim_secrets, vault.move_secrets TO fieldfare_payments;
