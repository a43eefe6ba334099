-- The simulated bank's rules over its own books. Each function is one round trip, one transaction, and safe to repeat: an attempt id
-- that the books know is answered from them, and one that comes with other parameters is a 'mismatch' that changes nothing.

ALTER TABLE sandbox.attempts
  ADD CONSTRAINT sandbox_attempts_type_known CHECK (type IN ('authorize', 'capture', 'void', 'refund')),
  ADD CONSTRAINT sandbox_attempts_outcome_known CHECK (outcome IN ('authorized', 'declined', 'action_required', 'succeeded', 'refused'));
ALTER TABLE sandbox.authorizations
  ADD CONSTRAINT sandbox_authorizations_ordered CHECK (0 <= refunded AND refunded <= captured AND captured <= authorized),
  ADD CONSTRAINT sandbox_authorizations_void_uncaptured CHECK (NOT voided OR captured = 0);

-- Records what the bank decided upon a card, or answers what it recorded before. A challenge bears three wrong answers until `new_expires_at`.
CREATE FUNCTION sandbox.authorize(
  new_attempt text, new_reference text, new_card_hash bytea, new_last4 text, new_amount bigint, new_currency text,
  new_outcome text, new_decline_code text, new_expires_at timestamptz, at timestamptz,
  OUT verdict text, OUT outcome text, OUT reference text, OUT decline_code text, OUT amount_minor bigint, OUT expires_at timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  existing sandbox.attempts%ROWTYPE;
BEGIN
  INSERT INTO sandbox.attempts (attempt_id, type, reference, card_hash, last4, amount_minor, currency, outcome, decline_code, expires_at, created_at)
    VALUES (new_attempt, 'authorize', new_reference, new_card_hash, new_last4, new_amount, new_currency, new_outcome, new_decline_code, new_expires_at, at)
    ON CONFLICT (attempt_id) DO NOTHING
    RETURNING * INTO existing;
  IF FOUND THEN
    IF new_outcome = 'authorized' THEN
      INSERT INTO sandbox.authorizations (reference, authorized, currency, created_at) VALUES (new_reference, new_amount, new_currency, at);
    ELSIF new_outcome = 'action_required' THEN
      INSERT INTO sandbox.challenges (attempt_id, tries_left, expires_at) VALUES (new_attempt, 3, new_expires_at);
    END IF;
  ELSE
    SELECT * INTO STRICT existing FROM sandbox.attempts a WHERE a.attempt_id = new_attempt;
    IF (existing.type, existing.card_hash, existing.amount_minor, existing.currency) IS DISTINCT FROM ('authorize'::text, new_card_hash, new_amount, new_currency) THEN
      verdict := 'mismatch';
      RETURN;
    END IF;
  END IF;
  verdict := 'recorded';
  outcome := existing.outcome;
  reference := existing.reference;
  decline_code := existing.decline_code;
  amount_minor := existing.amount_minor;
  expires_at := existing.expires_at;
END $$;

-- Captures, voids or refunds what was authorized. The authorization's row is locked first, so that of two requests at the same moment
-- the second decides upon what the first left. What the rules forbid is recorded as refused, with its reason.
CREATE FUNCTION sandbox.operate(
  operation text, new_attempt text, new_reference text, of_authorization text, new_amount bigint, new_currency text, at timestamptz,
  OUT verdict text, OUT outcome text, OUT reference text, OUT reason text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  held sandbox.authorizations%ROWTYPE;
  existing sandbox.attempts%ROWTYPE;
  lapses_at timestamptz;
BEGIN
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

  SELECT coalesce(c.authorization_expires_at, a.expires_at) INTO lapses_at
    FROM sandbox.attempts a LEFT JOIN sandbox.challenges c ON c.attempt_id = a.attempt_id WHERE a.reference = of_authorization;
  reason := CASE
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
  END;
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
END $$;

REVOKE ALL ON FUNCTION sandbox.authorize, sandbox.operate FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sandbox.authorize, sandbox.operate TO fieldfare_sandbox;
-- What the bank answered is never rewritten; only an authorization's running sums are.
REVOKE UPDATE ON sandbox.attempts FROM fieldfare_sandbox;
