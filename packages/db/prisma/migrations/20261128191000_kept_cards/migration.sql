-- Cards that processors keep, so that a saved card need not send its number again: what has to be asked of which processor, and when. What a
-- processor calls a card lies in the vault alone.
CREATE TABLE card_keepings (
  id text NOT NULL,
  merchant_id text NOT NULL,
  card_token text NOT NULL,
  processor text NOT NULL,
  state text NOT NULL,
  -- When it is looked at next; null where there is nothing to do.
  due_at timestamptz(3),
  tries integer NOT NULL DEFAULT 0,
  -- Between these moments the processor was asked to keep the card.
  asked_since timestamptz(3),
  asked_until timestamptz(3),
  -- Since when it is clear that the card was not kept.
  refused_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  CONSTRAINT card_keepings_pkey PRIMARY KEY (id),
  CONSTRAINT card_keepings_state_known CHECK (state IN ('due', 'kept', 'detaching', 'detached', 'left')),
  CONSTRAINT card_keepings_due_while_unfinished CHECK ((due_at IS NOT NULL) = (state IN ('due', 'detaching')))
);
-- A card is kept once at a processor.
CREATE UNIQUE INDEX card_keepings_one_a_processor ON card_keepings (card_token, processor) WHERE state = ANY (ARRAY['due', 'kept']);
CREATE INDEX card_keepings_card_token_idx ON card_keepings (card_token);
CREATE INDEX card_keepings_state_due_at_idx ON card_keepings (state, due_at) WHERE due_at IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON card_keepings TO fieldfare_payments;
-- Revoking a card has it forgotten everywhere, in the transaction that shreds its key.
GRANT SELECT, UPDATE ON card_keepings TO fieldfare_vault;

-- A saved card that a processor has authorized is kept there from then on. A processor that has refused to is asked again a day later.
-- The keeping takes its id from the payment, which is authorized once.
CREATE FUNCTION begin_keeping() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM card_keepings k WHERE k.card_token = NEW.card_token AND k.processor = NEW.processor AND k.refused_at > NEW.updated_at - interval '1 day') THEN
    RETURN NULL;
  END IF;
  INSERT INTO card_keepings (id, merchant_id, card_token, processor, state, due_at, created_at, updated_at)
    VALUES ('keep_' || substr(NEW.id, length('pay_') + 1), NEW.merchant_id, NEW.card_token, NEW.processor, 'due', NEW.updated_at, NEW.updated_at, NEW.updated_at)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_begin_keeping AFTER UPDATE OF status ON payments FOR EACH ROW
  WHEN (NEW.payment_method_id IS NOT NULL AND NEW.method->>'type' = 'card' AND NEW.status = 'authorized' AND OLD.status <> 'authorized') EXECUTE FUNCTION begin_keeping();

-- Claims what is due, and puts it off until the claim has run out, in case that nobody finishes it.
CREATE FUNCTION claim_keepings(of_state text, at timestamptz, max_rows int, until timestamptz) RETURNS SETOF card_keepings LANGUAGE sql AS $$
  UPDATE card_keepings k SET due_at = until, tries = k.tries + 1, updated_at = at,
    asked_since = CASE of_state WHEN 'due' THEN coalesce(k.asked_since, at) ELSE k.asked_since END,
    asked_until = CASE of_state WHEN 'due' THEN until ELSE k.asked_until END
  WHERE k.id IN (SELECT d.id FROM card_keepings d WHERE d.state = of_state AND d.due_at <= at ORDER BY d.due_at LIMIT max_rows FOR UPDATE SKIP LOCKED)
  RETURNING k.*
$$;

-- Forgets what a processor calls a card, because the processor says that it does not know it; what may be left of it there is to be forgotten too.
CREATE FUNCTION vault.forget_reference(of_token text, of_merchant text, of_processor text, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vault, pg_temp AS $$
BEGIN
  PERFORM 1 FROM vault.cards c WHERE c.token = of_token AND c.merchant_id = of_merchant FOR SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  DELETE FROM vault.processor_references r WHERE r.token = of_token AND r.processor = of_processor;
  UPDATE public.card_keepings k SET state = 'detaching', due_at = at, tries = 0, updated_at = at
    WHERE k.card_token = of_token AND k.processor = of_processor AND k.state = 'kept';
END $$;
GRANT CREATE ON SCHEMA vault TO fieldfare_vault;
ALTER FUNCTION vault.forget_reference OWNER TO fieldfare_vault;
REVOKE CREATE ON SCHEMA vault FROM fieldfare_vault;
REVOKE ALL ON FUNCTION begin_keeping, claim_keepings, vault.forget_reference FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_keepings, vault.forget_reference TO fieldfare_payments;

-- The simulated bank's side: a card enters its books as an HMAC and its last four digits, under a reference of the bank's own.
CREATE TABLE sandbox.kept_cards (
  reference text NOT NULL,
  keeping_id text NOT NULL,
  card_hash bytea NOT NULL,
  last4 text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT kept_cards_pkey PRIMARY KEY (reference)
);
CREATE UNIQUE INDEX kept_cards_keeping_id_key ON sandbox.kept_cards (keeping_id);
GRANT SELECT, INSERT, DELETE ON sandbox.kept_cards TO fieldfare_sandbox;
