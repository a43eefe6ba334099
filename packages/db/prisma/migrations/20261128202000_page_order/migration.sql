-- Pages of payments are in the order of their ids' bytes, which the primary key is not in. Otherwise a planner that believes what a page asks for
-- to be spread evenly walks the primary key for it: over everybody's payments, where a merchant's, a status' or a brand's are all old.
DROP INDEX "payments_merchant_id_mode_id_idx";
CREATE INDEX "payments_merchant_id_mode_id_idx" ON "payments"("merchant_id", "mode", "id" text_pattern_ops DESC);
DROP INDEX "payments_merchant_id_mode_status_id_idx";
CREATE INDEX "payments_merchant_id_mode_status_id_idx" ON "payments"("merchant_id", "mode", "status", "id" text_pattern_ops DESC);
DROP INDEX "payments_merchant_id_mode_amount_minor_id_idx";
CREATE INDEX "payments_merchant_id_mode_amount_minor_id_idx" ON "payments"("merchant_id", "mode", "amount_minor", "id" text_pattern_ops DESC);
DROP INDEX "payments_merchant_id_mode_reference_id_idx";
CREATE INDEX "payments_merchant_id_mode_reference_id_idx" ON "payments"("merchant_id", "mode", "reference", "id" text_pattern_ops DESC) WHERE (reference IS NOT NULL);
DROP INDEX "payments_customer_id_id_idx";
CREATE INDEX "payments_customer_id_id_idx" ON "payments"("customer_id", "id" text_pattern_ops DESC) WHERE (customer_id IS NOT NULL);
DROP INDEX payments_last4_idx;
CREATE INDEX payments_last4_idx ON payments (merchant_id, mode, (method->>'last4'), id text_pattern_ops DESC);
DROP INDEX payments_method_idx;
CREATE INDEX payments_method_idx ON payments (merchant_id, mode, (coalesce(method->>'brand', method->>'type')), id text_pattern_ops DESC);

CREATE INDEX "payments_merchant_id_mode_currency_id_idx" ON "payments"("merchant_id", "mode", "currency", "id" text_pattern_ops DESC);

ALTER TABLE "payment_metadata" DROP CONSTRAINT "payment_metadata_pkey", ADD CONSTRAINT "payment_metadata_pkey" PRIMARY KEY ("payment_id", "key");
CREATE INDEX "payment_metadata_merchant_id_mode_key_value_payment_id_idx" ON "payment_metadata"("merchant_id", "mode", "key", "value", "payment_id" text_pattern_ops DESC);
