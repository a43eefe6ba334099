-- What a session has been through, in one place. Its payments' part is in their events, which commit with what they tell of: no payment writes it
-- a second time. A payment that was withdrawn before it was authorized closed its session too.
CREATE VIEW session_history AS
  SELECT e.session_id, e.type, e.body, e.created_at FROM session_events e
  UNION ALL
  SELECT p.session_id, t.type, jsonb_build_object('payment', p.id), e.created_at
  FROM payments p JOIN payment_events e ON e.payment_id = p.id CROSS JOIN LATERAL (SELECT CASE
      WHEN e.version = 1 THEN 'attempted'
      WHEN e.type = 'payment.authorized' OR (e.type = 'payment.canceled' AND p.authorized_minor = 0) THEN 'completed'
      WHEN e.type = 'payment.declined' THEN 'open'
    END) AS t(type)
  WHERE p.session_id IS NOT NULL AND t.type IS NOT NULL;
GRANT SELECT ON session_history TO fieldfare_payments;
