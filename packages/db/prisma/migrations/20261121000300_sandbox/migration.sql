-- The simulated bank's rules over its own books. Each function is one round trip, one transaction, and safe to repeat: an attempt id
-- that the books know is answered from them, and one that comes with other parameters is a 'mismatch' that changes nothing.

ALTER TABLE sandbox.attempts
  ADD CONSTRAINT sandbox_attempts_type_known CHECK (type IN ('authorize', 'capture', 'void', 'refund')),
  ADD CONSTRAINT sandbox_attempts_outcome_known CHECK (outcome IN ('authorized', 'declined', 'action_required', 'succeeded', 'refused'));
ALTER TABLE sandbox.authorizations
  ADD CONSTRAINT sandbox_authorizations_ordered CHECK (0 <= refunded AND refunded <= captured AND captured <= authorized),
  ADD CONSTRAINT sandbox_authorizations_void_uncaptured CHECK (NOT voided OR captured = 0);

-- Records what the bank decided upon cards, or answers what it recorded before. A challenge bears three wrong answers until `expires_at`.
-- Requests that arrive together share a transaction, as at a bank with a queue; each is answered for itself. What another transaction has
-- just recorded is seen by the second statement, not by the first.
CREATE FUNCTION sandbox.authorize(entries jsonb) RETURNS TABLE (ordinal int, verdict text, outcome text, reference text, decline_code text, amount_minor bigint, expires_at timestamptz)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  WITH recorded AS (
    INSERT INTO sandbox.attempts AS a (attempt_id, type, reference, card_hash, last4, amount_minor, currency, outcome, decline_code, expires_at, created_at)
    SELECT e.attempt_id, 'authorize', e.reference, decode(e.card_hash, 'base64'), e.last4, e.amount_minor, e.currency, e.outcome, e.decline_code, e.expires_at, e.now
    FROM jsonb_to_recordset(entries) AS e(attempt_id text, reference text, card_hash text, last4 text, amount_minor bigint, currency text, outcome text, decline_code text, expires_at timestamptz, now timestamptz)
    ORDER BY e.attempt_id
    ON CONFLICT (attempt_id) DO NOTHING
    RETURNING a.attempt_id, a.reference, a.amount_minor, a.currency, a.outcome, a.expires_at, a.created_at
  ), challenged AS (
    INSERT INTO sandbox.challenges (attempt_id, tries_left, expires_at) SELECT r.attempt_id, 3, r.expires_at FROM recorded r WHERE r.outcome = 'action_required'
  )
  INSERT INTO sandbox.authorizations (reference, authorized, currency, created_at)
    SELECT r.reference, r.amount_minor, r.currency, r.created_at FROM recorded r WHERE r.outcome = 'authorized';
  RETURN QUERY
  SELECT e.position::int - 1,
    CASE WHEN (a.type, a.card_hash, a.amount_minor, a.currency) IS NOT DISTINCT FROM
      ('authorize'::text, decode(e.entry->>'card_hash', 'base64'), (e.entry->>'amount_minor')::bigint, e.entry->>'currency') THEN 'recorded' ELSE 'mismatch' END,
    a.outcome, a.reference, a.decline_code, a.amount_minor, a.expires_at
  FROM jsonb_array_elements(entries) WITH ORDINALITY AS e(entry, position) JOIN sandbox.attempts a ON a.attempt_id = e.entry->>'attempt_id';
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
