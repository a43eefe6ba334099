-- What is rare in the audit log is found by its own indexes. The rows that every payment writes are in none of them.
CREATE INDEX audit_log_action_idx ON audit_log (merchant_id, action, id)
  WHERE action NOT IN ('payment.authorize', 'payment.authorized', 'payment.declined', 'payment.capture_started', 'payment.captured');
CREATE INDEX audit_log_family_idx ON audit_log (merchant_id, split_part(action, '.', 1), id) WHERE split_part(action, '.', 1) <> 'payment';
CREATE INDEX audit_log_actor_idx ON audit_log (merchant_id, (actor->>'id'), id) WHERE actor->>'id' IS NOT NULL;

-- The first row of the audit log that is of a time or later, by halving: its numbers are in the order of its times, give or take what was under way at once.
CREATE FUNCTION audit_id_at(at timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := coalesce((SELECT min(a.id) FROM audit_log a), 1);
  high bigint := coalesce((SELECT max(a.id) FROM audit_log a), 0) + 1;
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := low + (high - low) / 2;
    IF (SELECT a.created_at FROM audit_log a WHERE a.id >= middle ORDER BY a.id LIMIT 1) < at THEN low := middle + 1; ELSE high := middle; END IF;
  END LOOP;
  RETURN low;
END $$;

-- Takes away rows of whole days that are older than they are kept for, oldest first, and says so in the log itself. As the owner: the server's
-- role can neither change nor delete a row, and has nothing deleted that is younger than PCI DSS 10.5.1 has it kept, whatever it asks for.
CREATE FUNCTION expire_audit_log(kept_days int, at_most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  oldest_kept timestamptz := date_trunc('day', now(), 'UTC') - make_interval(days => kept_days);
  gone int;
BEGIN
  IF kept_days < 366 THEN
    RAISE EXCEPTION 'the audit log is kept for a year at least' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_kept_a_year';
  END IF;
  WITH expired AS (
    DELETE FROM audit_log WHERE id IN (SELECT a.id FROM audit_log a WHERE a.id < audit_id_at(oldest_kept) AND a.created_at < oldest_kept ORDER BY a.id LIMIT at_most)
    RETURNING id
  ), counted AS (SELECT count(*) AS rows, min(id) AS first, max(id) AS last FROM expired)
  INSERT INTO audit_log (actor, action, subject, body, created_at)
    SELECT '{"type": "system", "id": null, "name": "Retention"}', 'audit_log.expire', 'audit_log',
      jsonb_build_object('rows', c.rows, 'first', c.first, 'last', c.last, 'before', oldest_kept), now() FROM counted c WHERE c.rows > 0
    RETURNING (body->>'rows')::int INTO gone;
  RETURN coalesce(gone, 0);
END $$;

REVOKE ALL ON FUNCTION audit_id_at(timestamptz), expire_audit_log(int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_id_at(timestamptz), expire_audit_log(int, int) TO fieldfare_payments;
