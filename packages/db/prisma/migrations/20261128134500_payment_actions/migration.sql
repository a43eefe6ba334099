-- What the shopper must do before their bank decides: { id, type, form, tries_left, expires_at }, there exactly while the payment waits for it.
ALTER TABLE payments
  ADD COLUMN action jsonb,
  ADD CONSTRAINT payments_action_while_required CHECK ((status = 'requires_action') = (action IS NOT NULL));

-- The simulated bank's side: what became of a challenge. The attempt itself says `action_required` for ever, as the bank answered it.
CREATE TABLE sandbox.challenges (
  attempt_id text NOT NULL,
  tries_left integer NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  outcome text,
  authorization_expires_at timestamptz(3),
  CONSTRAINT challenges_pkey PRIMARY KEY (attempt_id),
  CONSTRAINT sandbox_challenges_outcome_known CHECK (outcome IN ('authorized', 'declined')),
  CONSTRAINT sandbox_challenges_tries_left CHECK (tries_left >= 0 AND (tries_left > 0 OR outcome IS NOT NULL))
);
GRANT SELECT, INSERT, UPDATE ON sandbox.challenges TO fieldfare_sandbox;

-- Decides a challenge, once: by a right code, by the last wrong one, or because it was given up or ran out. The row is locked first, so
-- that whatever comes at the same moment meets the decision. `answer` is 'right', 'wrong' or 'abandoned'.
CREATE FUNCTION sandbox.decide_challenge(
  of_attempt text, answer text, holds_until timestamptz, at timestamptz,
  OUT outcome text, OUT reference text, OUT decline_code text, OUT amount_minor bigint, OUT expires_at timestamptz, OUT tries_left int
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  challenge sandbox.challenges%ROWTYPE;
  attempt sandbox.attempts%ROWTYPE;
BEGIN
  SELECT * INTO challenge FROM sandbox.challenges c WHERE c.attempt_id = of_attempt FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO STRICT attempt FROM sandbox.attempts a WHERE a.attempt_id = of_attempt;
  IF challenge.outcome IS NULL THEN
    challenge.tries_left := challenge.tries_left - CASE answer WHEN 'wrong' THEN 1 ELSE 0 END;
    challenge.outcome := CASE
      WHEN answer = 'abandoned' OR challenge.expires_at <= at OR challenge.tries_left = 0 THEN 'declined'
      WHEN answer = 'right' THEN 'authorized'
    END;
    challenge.authorization_expires_at := CASE challenge.outcome WHEN 'authorized' THEN holds_until END;
    UPDATE sandbox.challenges c SET tries_left = challenge.tries_left, outcome = challenge.outcome, authorization_expires_at = challenge.authorization_expires_at
      WHERE c.attempt_id = of_attempt;
    IF challenge.outcome = 'authorized' THEN
      INSERT INTO sandbox.authorizations (reference, authorized, currency, created_at) VALUES (attempt.reference, attempt.amount_minor, attempt.currency, at);
    END IF;
  END IF;
  outcome := coalesce(challenge.outcome, 'action_required');
  reference := attempt.reference;
  decline_code := CASE challenge.outcome WHEN 'declined' THEN 'authentication_failed' END;
  amount_minor := attempt.amount_minor;
  expires_at := CASE WHEN challenge.outcome IS NULL THEN challenge.expires_at ELSE challenge.authorization_expires_at END;
  tries_left := challenge.tries_left;
END $$;
REVOKE ALL ON FUNCTION sandbox.decide_challenge FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sandbox.decide_challenge TO fieldfare_sandbox;
