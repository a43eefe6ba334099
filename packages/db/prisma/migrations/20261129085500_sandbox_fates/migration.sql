-- The simulated bank may have something in store for a card after its authorization: `fates` says by the card's keyed hash (base 64) and
-- the operation why it refuses what the rules would allow, or `no_answer` where it does it and nobody ever hears. Whoever asks again is
-- answered from the books, where all of it stands like anything else.
DROP FUNCTION sandbox.operate(text, text, text, text, bigint, text, timestamptz);
CREATE FUNCTION sandbox.operate(
  operation text, new_attempt text, new_reference text, of_authorization text, new_amount bigint, new_currency text, at timestamptz, fates jsonb,
  OUT verdict text, OUT outcome text, OUT reference text, OUT reason text, OUT is_answered boolean
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  held sandbox.authorizations%ROWTYPE;
  existing sandbox.attempts%ROWTYPE;
  lapses_at timestamptz;
  fate text;
BEGIN
  is_answered := true;
  SELECT * INTO held FROM sandbox.authorizations a WHERE a.reference = of_authorization FOR UPDATE;
  SELECT * INTO existing FROM sandbox.attempts a WHERE a.attempt_id = new_attempt;
  IF FOUND THEN
    IF (existing.type, existing.authorization, existing.amount_minor, existing.currency) IS DISTINCT FROM (operation, of_authorization, new_amount, new_currency) THEN
      verdict := 'mismatch';
      RETURN;
    END IF;
    verdict := 'recorded';
    outcome := existing.outcome;
    reference := existing.reference;
    reason := existing.decline_code;
    RETURN;
  END IF;

  SELECT coalesce(c.authorization_expires_at, a.expires_at), fates -> encode(a.card_hash, 'base64') ->> operation INTO lapses_at, fate
    FROM sandbox.attempts a LEFT JOIN sandbox.challenges c ON c.attempt_id = a.attempt_id WHERE a.reference = of_authorization;
  reason := coalesce(CASE
    WHEN held.reference IS NULL THEN 'authorization_not_found'
    WHEN held.currency <> new_currency THEN 'currency_mismatch'
    WHEN new_amount < 1 THEN 'amount_too_small'
    WHEN held.voided THEN 'authorization_voided'
    WHEN operation = 'refund' AND held.captured = 0 THEN 'not_captured'
    WHEN operation = 'refund' AND held.refunded + new_amount > held.captured THEN 'amount_too_large'
    WHEN operation = 'refund' THEN NULL
    WHEN held.captured > 0 THEN 'already_captured'
    WHEN lapses_at <= at THEN 'authorization_expired'
    WHEN operation = 'capture' AND new_amount > held.authorized THEN 'amount_too_large'
  END, nullif(fate, 'no_answer'));
  outcome := CASE WHEN reason IS NULL THEN 'succeeded' ELSE 'refused' END;
  IF outcome = 'succeeded' THEN
    UPDATE sandbox.authorizations a SET
      captured = CASE operation WHEN 'capture' THEN new_amount ELSE a.captured END,
      refunded = CASE operation WHEN 'refund' THEN a.refunded + new_amount ELSE a.refunded END,
      voided = a.voided OR operation = 'void'
    WHERE a.reference = of_authorization;
  END IF;
  -- The column that holds why an authorization was declined also holds why an operation was refused.
  INSERT INTO sandbox.attempts (attempt_id, type, reference, "authorization", amount_minor, currency, outcome, decline_code, created_at)
    VALUES (new_attempt, operation, new_reference, of_authorization, new_amount, new_currency, outcome, reason, at);
  verdict := 'recorded';
  reference := new_reference;
  is_answered := fate IS DISTINCT FROM 'no_answer';
END $$;

REVOKE ALL ON FUNCTION sandbox.operate FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sandbox.operate TO fieldfare_sandbox;

-- More than one card is disputed later.
DROP INDEX sandbox.sandbox_attempts_disputed_later;
CREATE INDEX sandbox_attempts_disputed_later ON sandbox.attempts (attempt_id) WHERE last4 IN ('0259', '1976', '2685');
