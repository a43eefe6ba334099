-- As of payments: pages are in the order of the ids' bytes, which the primary keys are not in.
DROP INDEX "events_merchant_id_mode_id_idx";
CREATE INDEX "events_merchant_id_mode_id_idx" ON "events"("merchant_id", "mode", "id" text_pattern_ops DESC);
DROP INDEX "events_merchant_id_mode_type_id_idx";
CREATE INDEX "events_merchant_id_mode_type_id_idx" ON "events"("merchant_id", "mode", "type", "id" text_pattern_ops DESC);
DROP INDEX "webhook_deliveries_endpoint_id_id_idx";
CREATE INDEX "webhook_deliveries_endpoint_id_id_idx" ON "webhook_deliveries"("endpoint_id", "id" text_pattern_ops DESC);
DROP INDEX "webhook_deliveries_endpoint_id_status_id_idx";
CREATE INDEX "webhook_deliveries_endpoint_id_status_id_idx" ON "webhook_deliveries"("endpoint_id", "status", "id" text_pattern_ops DESC);

-- Balances and statements are sums of postings: they are read in the index alone.
DROP INDEX "ledger_postings_merchant_id_mode_currency_account_created_a_idx";
CREATE INDEX "ledger_postings_sums_idx" ON "ledger_postings"("merchant_id", "mode", "currency", "account", "created_at", "amount_minor");
