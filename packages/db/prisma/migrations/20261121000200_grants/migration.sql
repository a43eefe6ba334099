-- Roles are made at set-up (they belong to the cluster); here is what each may do.
-- fieldfare_payments: the payment server. fieldfare_web: reads what a field document needs, and nothing else.
-- fieldfare_sandbox: the simulated bank, which sees its own books only.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;

GRANT USAGE ON SCHEMA public, vault TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO fieldfare_payments;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO fieldfare_payments;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO fieldfare_payments;
-- What happened is never rewritten, and only what has run out is ever deleted.
REVOKE UPDATE ON audit_log, payment_events, session_events, nonces FROM fieldfare_payments;
GRANT DELETE ON nonces, idempotency_keys, pushes, outbox, console_sessions TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE ON vault.key_ring TO fieldfare_payments;
GRANT SELECT, INSERT ON vault.data_keys, vault.cards TO fieldfare_payments;

GRANT USAGE ON SCHEMA public TO fieldfare_web;
GRANT SELECT (id, name, status) ON merchants TO fieldfare_web;
GRANT SELECT (merchant_id, allowed_origins) ON payment_profiles TO fieldfare_web;
GRANT SELECT ON signing_roots TO fieldfare_web;

GRANT USAGE ON SCHEMA sandbox TO fieldfare_sandbox;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA sandbox TO fieldfare_sandbox;
