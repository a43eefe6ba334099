-- Secrets other than cards: what signs a merchant's webhooks, what signs in at its processors. Sealed under the merchant's own key of the
-- month, which therefore stays for as long as one of them needs it.

CREATE TABLE vault.secrets (
  id text NOT NULL,
  merchant_id text NOT NULL,
  purpose text NOT NULL,
  data_key_id text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT secrets_pkey PRIMARY KEY (id)
);
CREATE INDEX secrets_data_key_id_idx ON vault.secrets (data_key_id);
GRANT SELECT, INSERT, DELETE ON vault.secrets TO fieldfare_vault;

CREATE FUNCTION vault.keep_secret(new_id text, of_merchant text, of_purpose text, of_data_key text, new_sealed bytea, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  INSERT INTO vault.secrets (id, merchant_id, purpose, data_key_id, sealed, created_at) VALUES (new_id, of_merchant, of_purpose, of_data_key, new_sealed, at)
$$;

-- One merchant's secret. That of another answers like one that does not exist.
CREATE FUNCTION vault.find_secret(of_id text, of_merchant text, of_purpose text) RETURNS TABLE (data_key_id text, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT s.data_key_id, s.sealed FROM vault.secrets s WHERE s.id = of_id AND s.merchant_id = of_merchant AND s.purpose = of_purpose
$$;

CREATE FUNCTION vault.forget_secret(of_id text, of_merchant text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  DELETE FROM vault.secrets s WHERE s.id = of_id AND s.merchant_id = of_merchant
$$;

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.keep_secret OWNER TO fieldfare_vault;
ALTER FUNCTION vault.find_secret OWNER TO fieldfare_vault;
ALTER FUNCTION vault.forget_secret OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON FUNCTION vault.keep_secret, vault.find_secret, vault.forget_secret FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.keep_secret, vault.find_secret, vault.forget_secret TO fieldfare_payments;
