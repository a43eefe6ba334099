-- Saved cards: used by their token, known to processors under references of theirs, and revoked by shredding the card's own key. What such
-- a card encrypted, its references included, opens for nobody any more; what may be shown of it stays with its payments.

ALTER TABLE vault.cards
  ALTER COLUMN wrapped_key DROP NOT NULL,
  ALTER COLUMN ciphertext DROP NOT NULL,
  ADD COLUMN revoked_at timestamptz(3),
  ADD CONSTRAINT cards_shredded CHECK ((revoked_at IS NULL) = (wrapped_key IS NOT NULL) AND (revoked_at IS NULL) = (ciphertext IS NOT NULL));

-- What a processor calls the card, sealed under the card's own key, so that a saved card need not be sent again.
CREATE TABLE vault.processor_references (
  token text NOT NULL,
  processor text NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT processor_references_pkey PRIMARY KEY (token, processor)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON vault.processor_references TO fieldfare_vault;

-- Shreds a card's key and forgets what processors call it. Processors that keep the card, or that are being asked to, are to forget it too:
-- those only once no answer can be on its way any more. Where none was asked yet, none will be.
CREATE FUNCTION vault.revoke_card(of_token text, of_merchant text, at timestamptz, actor jsonb) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
DECLARE revoked timestamptz;
BEGIN
  SELECT c.revoked_at INTO revoked FROM vault.cards c WHERE c.token = of_token AND c.merchant_id = of_merchant FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not_found'; END IF;
  IF revoked IS NOT NULL THEN RETURN 'already_revoked'; END IF;
  UPDATE vault.cards c SET wrapped_key = NULL, ciphertext = NULL, revoked_at = at WHERE c.token = of_token;
  DELETE FROM vault.processor_references r WHERE r.token = of_token;
  UPDATE public.card_keepings k SET tries = 0, updated_at = at,
    state = CASE WHEN k.asked_since IS NULL THEN 'detached' ELSE 'detaching' END,
    due_at = CASE WHEN k.asked_since IS NULL THEN NULL WHEN k.state = 'due' THEN greatest(at, k.asked_until) ELSE at END
    WHERE k.card_token = of_token AND k.state IN ('due', 'kept');
  INSERT INTO public.audit_log (merchant_id, actor, action, subject, created_at) VALUES (of_merchant, actor, 'card.revoke', of_token, at);
  RETURN 'revoked';
END $$;

-- Keeps what a processor calls a card; the card is locked, so that none is kept for one that is being revoked or moved to another key.
-- The caller sealed it under the key that it read: where the card has another ciphertext by now, it is not kept.
CREATE FUNCTION vault.keep_reference(of_token text, of_merchant text, of_processor text, new_sealed bytea, under_ciphertext bytea, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  PERFORM 1 FROM vault.cards c WHERE c.token = of_token AND c.merchant_id = of_merchant AND c.ciphertext = under_ciphertext FOR SHARE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO vault.processor_references AS r (token, processor, sealed, created_at) VALUES (of_token, of_processor, new_sealed, at)
  ON CONFLICT (token, processor) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at;
  RETURN true;
END $$;

-- One merchant's card and what a processor calls it, read together. A revoked card holds nothing.
CREATE FUNCTION vault.find_card(of_token text, of_merchant text, of_processor text) RETURNS TABLE (data_key_id text, wrapped_key bytea, ciphertext bytea, sealed_reference bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT c.data_key_id, c.wrapped_key, c.ciphertext, r.sealed
  FROM vault.cards c LEFT JOIN vault.processor_references r ON r.token = c.token AND r.processor = of_processor
  WHERE c.token = of_token AND c.merchant_id = of_merchant
$$;

-- What processors call the cards of a batch, and what they call them sealed under the cards' next keys.
CREATE FUNCTION vault.references_of(tokens text[]) RETURNS SETOF vault.processor_references
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  SELECT * FROM vault.processor_references r WHERE r.token = ANY (tokens)
$$;

CREATE FUNCTION vault.move_references(tokens text[], processors text[], sealed_anew bytea[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
  UPDATE vault.processor_references r SET sealed = m.sealed
  FROM unnest(tokens, processors, sealed_anew) AS m(token, processor, sealed) WHERE r.token = m.token AND r.processor = m.processor
$$;

GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.find_card OWNER TO fieldfare_vault;
ALTER FUNCTION vault.revoke_card OWNER TO fieldfare_vault;
ALTER FUNCTION vault.keep_reference OWNER TO fieldfare_vault;
ALTER FUNCTION vault.references_of OWNER TO fieldfare_vault;
ALTER FUNCTION vault.move_references OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA vault TO fieldfare_payments;
