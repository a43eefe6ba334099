-- One authorized payment as an ordinary client would send it: the statements of begin_payments, of the sandbox bank and of commit_moves,
-- one after the other, in the same three transactions.
\set n :n + 1
\set seq :base + :client_id * 1000000 + :n

BEGIN;
SELECT * FROM sessions WHERE id = 'sess_0000000000000000' || :seq AND merchant_id = 'mer_00000000000000000000000000' FOR UPDATE;
INSERT INTO nonces (kind, id, expires_at) VALUES ('challenge', 'chal_0000000000000000' || :seq, now() + interval '2 minutes') ON CONFLICT DO NOTHING;
SELECT pg_advisory_xact_lock_shared(hashtextextended('data key dk_00000000000000000000000000', 0));
SELECT 1 FROM vault.data_keys WHERE id = 'dk_00000000000000000000000000' AND destroyed_at IS NULL;
INSERT INTO vault.cards (token, merchant_id, data_key_id, wrapped_key, ciphertext, fingerprint, created_at)
  VALUES ('tok_0000000000000000' || :seq, 'mer_00000000000000000000000000', 'dk_00000000000000000000000000', decode(:wrapped_key, 'base64'), decode(:ciphertext, 'base64'), decode(:fingerprint, 'base64'), now());
INSERT INTO payments (id, merchant_id, mode, session_id, customer_id, reference, amount_minor, fee_minor, fee_mode, total_minor, currency, status, payment_token, record_number, method, card_token, payment_method_id, processor, metadata, created_at, updated_at)
  VALUES ('pay_0000000000000000' || :seq, 'mer_00000000000000000000000000', 'test', 'sess_0000000000000000' || :seq, NULL, NULL, 4900, 172, 'merchant_fee', 4900, 'USD', 'processing', 'pt_0000000000000000000000' || :seq, 'BEN-' || :seq, '{"type":"card","brand":"visa","last4":"4242","exp_month": 12,"exp_year": 2030,"bank_name": null}', 'tok_0000000000000000' || :seq, NULL, 'sandbox', '{}', now(), now())
  RETURNING *;
INSERT INTO attempts (id, payment_id, session_id, request_id, type, state, amount_minor, currency, processor, actor, created_at, check_after)
  VALUES ('att_0000000000000000' || :seq, 'pay_0000000000000000' || :seq, 'sess_0000000000000000' || :seq, 'req_0000000000000000' || :seq, 'authorize', 'in_flight', 4900, 'USD', 'sandbox', '{"type":"shopper","id": null,"name": null}', now(), now() + interval '15 seconds');
INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, created_at)
  VALUES ('evt_0000000000000000' || :seq, 'pay_0000000000000000' || :seq, 'payment.processing', 'processing', 1, 4900, '{"type":"shopper","id": null,"name": null}', now());
INSERT INTO audit_log (merchant_id, actor, action, subject, request_id, created_at)
  VALUES ('mer_00000000000000000000000000', '{"type":"shopper","id": null,"name": null}', 'payment.authorize', 'pay_0000000000000000' || :seq, 'req_0000000000000000' || :seq, now());
INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, request_id, created_at)
  VALUES ('payment.processing', 'mer_00000000000000000000000000', 'pay_0000000000000000' || :seq, 'sess_0000000000000000' || :seq, 1, 'req_0000000000000000' || :seq, now());
UPDATE sessions SET status = 'processing', payment_id = 'pay_0000000000000000' || :seq, attempts = 1, updated_at = now() WHERE id = 'sess_0000000000000000' || :seq;
COMMIT;

BEGIN;
INSERT INTO sandbox.attempts (attempt_id, type, reference, card_hash, last4, amount_minor, currency, outcome, expires_at, created_at)
  VALUES ('att_0000000000000000' || :seq, 'authorize', 'sbx_00000000000000' || :seq, decode(:fingerprint, 'base64'), '4242', 4900, 'USD', 'authorized', now() + interval '7 days', now())
  ON CONFLICT (attempt_id) DO NOTHING RETURNING *;
INSERT INTO sandbox.authorizations (reference, authorized, currency, created_at) VALUES ('sbx_00000000000000' || :seq, 4900, 'USD', now());
COMMIT;

BEGIN;
SELECT * FROM payments WHERE id = 'pay_0000000000000000' || :seq FOR UPDATE;
UPDATE payments SET status = 'authorized', authorized_minor = 4900, processor_reference = 'sbx_00000000000000' || :seq, authorization_expires_at = now() + interval '7 days', version = version + 1, updated_at = now()
  WHERE id = 'pay_0000000000000000' || :seq RETURNING *;
UPDATE attempts SET state = 'succeeded', processor_reference = 'sbx_00000000000000' || :seq, finished_at = now(), check_after = NULL WHERE id = 'att_0000000000000000' || :seq;
UPDATE sessions SET status = 'completed', updated_at = now() WHERE id = 'sess_0000000000000000' || :seq AND payment_id = 'pay_0000000000000000' || :seq;
INSERT INTO payment_events (id, payment_id, type, status, version, amount_minor, actor, detail, created_at)
  VALUES ('evt_0000000000000001' || :seq, 'pay_0000000000000000' || :seq, 'payment.authorized', 'authorized', 2, 4900, '{"type":"shopper","id": null,"name": null}', NULL, now());
INSERT INTO audit_log (merchant_id, actor, action, subject, body, created_at)
  VALUES ('mer_00000000000000000000000000', '{"type":"shopper","id": null,"name": null}', 'payment.authorized', 'pay_0000000000000000' || :seq, jsonb_build_object('version', 2), now());
INSERT INTO outbox (type, merchant_id, payment_id, session_id, version, created_at, object)
  SELECT 'payment.authorized', 'mer_00000000000000000000000000', 'pay_0000000000000000' || :seq, 'sess_0000000000000000' || :seq, 2, now(), to_jsonb(p) FROM payments p WHERE p.id = 'pay_0000000000000000' || :seq;
COMMIT;
