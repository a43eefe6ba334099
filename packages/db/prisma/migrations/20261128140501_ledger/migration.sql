-- CreateTable
CREATE TABLE "disputes" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "processor" TEXT NOT NULL,
    "processor_reference" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "respond_by" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" BIGSERIAL NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "subject" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_postings" (
    "id" BIGSERIAL NOT NULL,
    "entry_id" BIGINT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_postings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "disputes_payment_id_idx" ON "disputes"("payment_id");

-- CreateIndex
CREATE INDEX "disputes_merchant_id_mode_id_idx" ON "disputes"("merchant_id", "mode", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "disputes_processor_processor_reference_key" ON "disputes"("processor", "processor_reference");

-- CreateIndex
CREATE INDEX "ledger_entries_payment_id_idx" ON "ledger_entries"("payment_id");

-- CreateIndex
CREATE INDEX "ledger_postings_entry_id_idx" ON "ledger_postings"("entry_id");

-- CreateIndex
CREATE INDEX "ledger_postings_merchant_id_mode_currency_account_created_a_idx" ON "ledger_postings"("merchant_id", "mode", "currency", "account", "created_at");

-- A dispute of the sandbox bank is found by the card that is disputed later; nobody else's attempts are in this index.
CREATE INDEX sandbox_attempts_disputed_later ON sandbox.attempts (attempt_id) WHERE last4 = '0259';

ALTER TABLE disputes
  ADD CONSTRAINT disputes_status_known CHECK (status IN ('early_warning', 'inquiry', 'inquiry_closed', 'needs_response', 'under_review', 'won', 'lost')),
  ADD CONSTRAINT disputes_amount_positive CHECK (amount_minor > 0);
ALTER TABLE ledger_entries
  ADD CONSTRAINT ledger_entries_type_known CHECK (type IN ('capture', 'fee', 'refund', 'fee_refund', 'return', 'dispute', 'dispute_won', 'dispute_lost'));
ALTER TABLE ledger_postings
  ADD CONSTRAINT ledger_postings_entry FOREIGN KEY (entry_id) REFERENCES ledger_entries (id),
  ADD CONSTRAINT ledger_postings_account_known CHECK (account IN ('merchant', 'processor', 'fees', 'disputes')),
  ADD CONSTRAINT ledger_postings_amount_moves CHECK (amount_minor <> 0);

-- The postings of an entry are written by one statement and sum to zero in every currency.
CREATE FUNCTION check_postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'postings of a ledger entry do not sum to zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_balance';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER postings_balance AFTER INSERT ON ledger_postings REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION check_postings_balance();

-- Moves an amount from one account to another. Accounts: `merchant` is owed to the merchant, `processor` is what the processor owes us,
-- `fees` is what was earned, `disputes` is held until a dispute is decided.
CREATE FUNCTION post_entry(of_payment payments, of_type text, of_subject text, from_account text, to_account text, amount bigint, at timestamptz) RETURNS void LANGUAGE sql AS $$
  WITH entry AS (
    INSERT INTO ledger_entries (merchant_id, mode, type, payment_id, subject, created_at)
    SELECT of_payment.merchant_id, of_payment.mode, of_type, of_payment.id, of_subject, at WHERE amount <> 0
    RETURNING id
  )
  INSERT INTO ledger_postings (entry_id, merchant_id, mode, account, currency, amount_minor, created_at)
  SELECT entry.id, of_payment.merchant_id, of_payment.mode, side.account, of_payment.currency, side.amount, at
  FROM entry CROSS JOIN (VALUES (from_account, -amount), (to_account, amount)) AS side(account, amount)
$$;

-- What a payment's move means for the books. In the move's own transaction, whoever made it; an authorization moves no money and never comes here.
CREATE FUNCTION post_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  fee_left bigint;
BEGIN
  IF NEW.captured_minor > OLD.captured_minor THEN
    PERFORM post_entry(NEW, 'capture', NULL, 'processor', 'merchant', NEW.captured_minor - OLD.captured_minor, NEW.updated_at);
    PERFORM post_entry(NEW, 'fee', NULL, 'merchant', 'fees', least(NEW.fee_minor, NEW.captured_minor), NEW.updated_at);
  END IF;
  IF NEW.status = 'failed' AND OLD.status <> 'failed' AND OLD.captured_minor > 0 THEN
    PERFORM post_entry(NEW, 'return', NULL, 'merchant', 'processor', OLD.captured_minor - OLD.refunded_minor, NEW.updated_at);
    IF (SELECT f.refund_fee = 'returned' FROM payment_profiles f WHERE f.merchant_id = NEW.merchant_id) THEN
      fee_left := least(OLD.fee_minor, OLD.captured_minor) - (SELECT coalesce(sum(r.fee_minor), 0) FROM refunds r WHERE r.payment_id = NEW.id AND r.status = 'succeeded');
      PERFORM post_entry(NEW, 'fee_refund', NULL, 'fees', 'merchant', fee_left, NEW.updated_at);
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payment_posted AFTER UPDATE ON payments FOR EACH ROW
  WHEN (NEW.captured_minor <> OLD.captured_minor OR (NEW.status = 'failed' AND OLD.status <> 'failed')) EXECUTE FUNCTION post_payment();

CREATE FUNCTION post_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  of_payment payments;
BEGIN
  SELECT * INTO STRICT of_payment FROM payments p WHERE p.id = NEW.payment_id;
  IF NEW.status = 'succeeded' THEN
    PERFORM post_entry(of_payment, 'refund', NEW.id, 'merchant', 'processor', NEW.amount_minor, NEW.updated_at);
    PERFORM post_entry(of_payment, 'fee_refund', NEW.id, 'fees', 'merchant', NEW.fee_minor, NEW.updated_at);
  ELSE
    PERFORM post_entry(of_payment, 'refund', NEW.id, 'processor', 'merchant', NEW.amount_minor, NEW.updated_at);
    PERFORM post_entry(of_payment, 'fee_refund', NEW.id, 'merchant', 'fees', NEW.fee_minor, NEW.updated_at);
  END IF;
  RETURN NULL;
END $$;
-- A bank may refuse days later what its processor called a refund: it is posted back then.
CREATE TRIGGER refund_posted AFTER UPDATE ON refunds FOR EACH ROW
  WHEN ((NEW.status = 'succeeded') <> (OLD.status = 'succeeded')) EXECUTE FUNCTION post_refund();

-- Whether the bank has taken the money already: a warning or an inquiry takes none.
CREATE FUNCTION dispute_takes_money(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT status IN ('needs_response', 'under_review', 'won', 'lost')
$$;

CREATE FUNCTION post_dispute() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  of_payment payments;
BEGIN
  SELECT * INTO STRICT of_payment FROM payments p WHERE p.id = NEW.payment_id;
  IF NOT dispute_takes_money(NEW.status) THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' OR NOT dispute_takes_money(OLD.status) THEN
    PERFORM post_entry(of_payment, 'dispute', NEW.id, 'merchant', 'disputes', NEW.amount_minor, NEW.updated_at);
  END IF;
  IF NEW.status = 'won' THEN
    PERFORM post_entry(of_payment, 'dispute_won', NEW.id, 'disputes', 'merchant', NEW.amount_minor, NEW.updated_at);
  ELSIF NEW.status = 'lost' THEN
    PERFORM post_entry(of_payment, 'dispute_lost', NEW.id, 'disputes', 'processor', NEW.amount_minor, NEW.updated_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER dispute_opened AFTER INSERT ON disputes FOR EACH ROW EXECUTE FUNCTION post_dispute();
CREATE TRIGGER dispute_decided AFTER UPDATE ON disputes FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION post_dispute();

-- What a processor says of a dispute: dispute, flag, event, audit row, outbox row and postings together. Saying it again changes nothing,
-- what was decided stays decided, and what took money becomes no inquiry again. Answers 'recorded', 'known' or 'payment_not_found'.
CREATE FUNCTION record_dispute(item jsonb, at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  of_payment payments;
  known disputes;
  told text;
  teller jsonb := jsonb_build_object('type', 'system', 'id', NULL, 'name', 'Dispute');
BEGIN
  SELECT p.* INTO of_payment FROM attempts a JOIN payments p ON p.id = a.payment_id
    WHERE a.id = item->>'attempt_id' AND a.processor = item->>'processor' FOR UPDATE OF p;
  IF NOT FOUND THEN RETURN 'payment_not_found'; END IF;
  SELECT * INTO known FROM disputes d WHERE d.processor = item->>'processor' AND d.processor_reference = item->>'processor_reference';
  IF known.id IS NOT NULL AND (known.status = item->>'status' OR known.status IN ('early_warning', 'inquiry_closed', 'won', 'lost')
    OR (dispute_takes_money(known.status) AND NOT dispute_takes_money(item->>'status'))) THEN RETURN 'known'; END IF;
  IF known.id IS NULL THEN
    known.id := item->>'id';
    INSERT INTO disputes (id, merchant_id, mode, payment_id, processor, processor_reference, amount_minor, currency, reason, status, respond_by, created_at, updated_at)
    VALUES (known.id, of_payment.merchant_id, of_payment.mode, of_payment.id, item->>'processor', item->>'processor_reference', (item->>'amount_minor')::bigint, of_payment.currency,
      item->>'reason', item->>'status', (item->>'respond_by')::timestamptz, at, at);
    told := CASE WHEN item->>'status' IN ('won', 'lost') THEN 'dispute.' || (item->>'status') ELSE 'dispute.created' END;
  ELSE
    UPDATE disputes d SET status = item->>'status', respond_by = (item->>'respond_by')::timestamptz, amount_minor = CASE WHEN dispute_takes_money(d.status) THEN d.amount_minor ELSE (item->>'amount_minor')::bigint END,
      updated_at = at WHERE d.id = known.id;
    told := CASE WHEN item->>'status' IN ('won', 'lost') THEN 'dispute.' || (item->>'status') ELSE 'dispute.updated' END;
  END IF;
  UPDATE payments p SET disputed = EXISTS (SELECT 1 FROM disputes d WHERE d.payment_id = p.id AND d.status IN ('needs_response', 'under_review')), version = p.version + 1, updated_at = at WHERE p.id = of_payment.id RETURNING * INTO of_payment;
  INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
    VALUES (item->>'event_id', of_payment.id, told, of_payment.status, of_payment.version, (item->>'amount_minor')::bigint, teller, item->>CASE told WHEN 'dispute.updated' THEN 'status' ELSE 'reason' END, at);
  INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
    VALUES (of_payment.merchant_id, teller, told, of_payment.id, jsonb_build_object('version', of_payment.version, 'dispute', known.id), at);
  INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, created_at, object)
    SELECT told, of_payment.merchant_id, of_payment.id, of_payment.session_id, of_payment.version, at, to_jsonb(d) FROM disputes d WHERE d.id = known.id;
  RETURN 'recorded';
END $$;

-- A refund that succeeded, and that the bank could not carry out after all. The payment is what it is without it. Saying it again changes
-- nothing. Answers 'reversed' or 'known'.
CREATE FUNCTION reverse_refund(item jsonb, at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  of_payment payments;
  taken_back refunds;
  teller jsonb := jsonb_build_object('type', 'system', 'id', NULL, 'name', 'Processor');
BEGIN
  SELECT p.* INTO of_payment FROM attempts a JOIN payments p ON p.id = a.payment_id
    WHERE a.id = item->>'attempt_id' AND a.processor = item->>'processor' FOR UPDATE OF p;
  IF NOT FOUND THEN RETURN 'known'; END IF;
  UPDATE refunds r SET status = 'failed', updated_at = at
    WHERE r.attempt_id = item->>'attempt_id' AND r.status = 'succeeded' RETURNING * INTO taken_back;
  IF NOT FOUND THEN RETURN 'known'; END IF;
  UPDATE attempts a SET state = 'refused', reason = item->>'reason' WHERE a.id = item->>'attempt_id';
  UPDATE payments p SET refunded_minor = p.refunded_minor - taken_back.amount_minor, version = p.version + 1, updated_at = at,
      status = CASE WHEN p.status NOT IN ('refunded', 'partially_refunded') THEN p.status
        WHEN p.refunded_minor = taken_back.amount_minor THEN 'captured' ELSE 'partially_refunded' END
    WHERE p.id = of_payment.id RETURNING * INTO of_payment;
  INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
    VALUES (item->>'event_id', of_payment.id, 'refund.failed', of_payment.status, of_payment.version, taken_back.amount_minor, teller, item->>'reason', at);
  INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
    VALUES (of_payment.merchant_id, teller, 'refund.failed', of_payment.id, jsonb_build_object('version', of_payment.version, 'refund', taken_back.id), at);
  INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, created_at, object)
    VALUES ('refund.failed', of_payment.merchant_id, of_payment.id, of_payment.session_id, of_payment.version, at, to_jsonb(taken_back));
  RETURN 'reversed';
END $$;

REVOKE ALL ON FUNCTION check_postings_balance, post_entry, post_payment, post_refund, dispute_takes_money, post_dispute, record_dispute, reverse_refund FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dispute_takes_money, record_dispute, reverse_refund TO fieldfare_payments;
-- The books are written by the triggers alone, as the owner; the payment server reads them.
GRANT SELECT ON ledger_entries, ledger_postings TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE ON disputes TO fieldfare_payments;
