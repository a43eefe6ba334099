-- What moves money says in the audit log who began it. Whoever is named there must be allowed to at that very moment: a server looks up rights every
-- half second, and by now they may have been taken away. The membership stays locked until the move has committed, so that one of the two comes first.
-- What is carried out under an approval was allowed when that was decided.
CREATE FUNCTION roles_that_may(action text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE action
    WHEN 'payment.cancel_started' THEN '{owner,admin,finance,support}'::text[]
    ELSE '{owner,admin,finance}'::text[]
  END
$$;

CREATE FUNCTION assert_right_of_the_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM memberships m
    WHERE m.user_id = NEW.actor->>'id' AND m.merchant_id = NEW.merchant_id AND m.role = ANY (roles_that_may(NEW.action)) FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nobody moves money whose right to was taken away' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_right_of_the_moment';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_log_right_of_the_moment AFTER INSERT ON audit_log FOR EACH ROW
  WHEN (NEW.action IN ('payment.capture_started', 'payment.cancel_started', 'refund.started', 'approval.approved', 'approval.denied')
    AND NEW.actor->>'type' = 'user' AND coalesce(NEW.request_id, '') NOT LIKE 'apr\_%')
  EXECUTE FUNCTION assert_right_of_the_moment();

REVOKE ALL ON FUNCTION roles_that_may(text), assert_right_of_the_moment() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION roles_that_may(text), assert_right_of_the_moment() TO fieldfare_payments;
