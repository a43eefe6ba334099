-- Indexes that every payment wrote and no query reads: nobody lists sessions, and a card is found by its token. A session's row, which
-- moves twice in a payment, wrote its own three times. The bank looks captures and refunds up by their authorization, which has none itself.
DROP INDEX "sessions_merchant_id_mode_id_idx";
DROP INDEX vault."cards_merchant_id_fingerprint_idx";
DROP INDEX sandbox."attempts_authorization_idx";
CREATE INDEX "attempts_authorization_idx" ON "sandbox"."attempts"("authorization") WHERE ("authorization" IS NOT NULL);
