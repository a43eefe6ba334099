-- Money that came to light late, and that its processor refuses to let go, is nobody's: no payment shows it and no webhook tells it. So the
-- merchant's people are told in the very commit that says so. The notification's id is the event's own, which is as late and as unique.
CREATE FUNCTION tell_release_failed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p payments%ROWTYPE;
  told notifications%ROWTYPE;
BEGIN
  SELECT * INTO p FROM payments WHERE id = NEW.payment_id;
  INSERT INTO notifications (id, merchant_id, kind, severity, title, body, subject, created_at)
  VALUES ('ntf_' || split_part(NEW.id, '_', 2), p.merchant_id, NEW.type, 'critical', 'Money of a declined payment could not be released',
    format('The processor authorized %s after the payment had been declined, and refused to void it: %s Release or return it in the processor''s own dashboard, where it is called %s; the shopper may wait for it.',
      p.record_number, coalesce(NEW.detail, 'no reason was given.'), coalesce(p.processor_reference, 'by the attempt''s id')),
    p.id, NEW.created_at)
  RETURNING * INTO told;
  PERFORM push_to_room('merchant:' || p.merchant_id || ':dashboard', 'notification:new',
    jsonb_build_object('id', told.id, 'object', 'notification', 'kind', told.kind, 'severity', told.severity, 'title', told.title, 'body', told.body,
      'subject', told.subject, 'created_at', to_char(told.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'read_at', NULL),
    NULL, told.created_at);
  RETURN NULL;
END $$;
CREATE TRIGGER payment_events_release_failed AFTER INSERT ON payment_events FOR EACH ROW WHEN (NEW.type = 'payment.release_failed')
  EXECUTE FUNCTION tell_release_failed();

-- Whoever charges a saved method moves money as well: the right to is asked in the commit that begins it.
CREATE OR REPLACE FUNCTION roles_that_may(action text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE action
    WHEN 'payment.authorize' THEN '{owner,admin}'::text[]
    WHEN 'payment.cancel_started' THEN '{owner,admin,finance,support}'::text[]
    ELSE '{owner,admin,finance}'::text[]
  END
$$;
CREATE OR REPLACE TRIGGER audit_log_right_of_the_moment AFTER INSERT ON audit_log FOR EACH ROW
  WHEN (NEW.action IN ('payment.authorize', 'payment.capture_started', 'payment.cancel_started', 'refund.started', 'approval.approved', 'approval.denied')
    AND NEW.actor->>'type' = 'user' AND coalesce(NEW.request_id, '') NOT LIKE 'apr\_%')
  EXECUTE FUNCTION assert_right_of_the_moment();

REVOKE ALL ON FUNCTION tell_release_failed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_release_failed() TO fieldfare_payments;
