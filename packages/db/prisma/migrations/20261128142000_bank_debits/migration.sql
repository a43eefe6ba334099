-- Bank debits (ACH): why a bank returned one, and looks at attempts that have an outcome and may yet be returned.
ALTER TABLE payments ADD COLUMN return_code text;
DROP INDEX attempts_check_after_idx;
CREATE INDEX attempts_check_after_idx ON attempts (check_after) WHERE check_after IS NOT NULL;

-- The simulated network. What becomes of a debit is fixed when it is submitted; from then on the clock alone tells.
CREATE TABLE sandbox.debits (
  attempt_id text NOT NULL,
  reference text NOT NULL,
  account_hash bytea NOT NULL,
  last4 text NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  settles_at timestamptz(3),
  returned_at timestamptz(3),
  return_code text,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT debits_pkey PRIMARY KEY (attempt_id),
  CONSTRAINT sandbox_debits_return_has_code CHECK ((returned_at IS NULL) = (return_code IS NULL)),
  CONSTRAINT sandbox_debits_ends CHECK (settles_at IS NOT NULL OR returned_at IS NOT NULL)
);
CREATE UNIQUE INDEX debits_reference_key ON sandbox.debits (reference);
-- What the network decided is never rewritten.
GRANT SELECT, INSERT ON sandbox.debits TO fieldfare_sandbox;

-- Takes a debit, or answers the one that it took before under the same attempt id. Once it has settled it may be refunded like a capture.
CREATE FUNCTION sandbox.submit_debit(
  new_attempt text, new_reference text, new_account_hash bytea, new_last4 text, new_amount bigint, new_currency text,
  new_settles_at timestamptz, new_returned_at timestamptz, new_return_code text, at timestamptz,
  OUT verdict text, OUT reference text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  existing sandbox.debits%ROWTYPE;
BEGIN
  INSERT INTO sandbox.debits (attempt_id, reference, account_hash, last4, amount_minor, currency, settles_at, returned_at, return_code, created_at)
    VALUES (new_attempt, new_reference, new_account_hash, new_last4, new_amount, new_currency, new_settles_at, new_returned_at, new_return_code, at)
    ON CONFLICT (attempt_id) DO NOTHING
    RETURNING * INTO existing;
  IF FOUND THEN
    IF new_settles_at IS NOT NULL THEN
      INSERT INTO sandbox.authorizations (reference, authorized, captured, currency, created_at) VALUES (new_reference, new_amount, new_amount, new_currency, at);
    END IF;
  ELSE
    SELECT * INTO STRICT existing FROM sandbox.debits d WHERE d.attempt_id = new_attempt;
    IF (existing.account_hash, existing.amount_minor, existing.currency) IS DISTINCT FROM (new_account_hash, new_amount, new_currency) THEN
      verdict := 'mismatch';
      RETURN;
    END IF;
  END IF;
  verdict := 'recorded';
  reference := existing.reference;
END $$;
REVOKE ALL ON FUNCTION sandbox.submit_debit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sandbox.submit_debit TO fieldfare_sandbox;
