-- A page of the audit log is a stretch of this index, from a place in it, in its own order and not in that of the numbers alone.
DROP INDEX "audit_log_merchant_id_id_idx";
CREATE INDEX "audit_log_merchant_id_id_idx" ON "audit_log"("merchant_id", "id");
