-- CreateTable
CREATE TABLE "payment_metadata" (
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,

    CONSTRAINT "payment_metadata_pkey" PRIMARY KEY ("merchant_id","mode","key","value","payment_id")
);

-- CreateIndex
CREATE INDEX "payments_merchant_id_mode_amount_minor_id_idx" ON "payments"("merchant_id", "mode", "amount_minor", "id" DESC);

-- CreateIndex
CREATE INDEX "payments_merchant_id_mode_reference_id_idx" ON "payments"("merchant_id", "mode", "reference", "id" DESC) WHERE (reference IS NOT NULL);

-- CreateIndex
CREATE INDEX "payments_customer_id_id_idx" ON "payments"("customer_id", "id" DESC) WHERE (customer_id IS NOT NULL);

-- The parts of the method that people look for. Prisma has no words for indexes of expressions.
CREATE INDEX payments_last4_idx ON payments (merchant_id, mode, (method->>'last4'), id DESC);
CREATE INDEX payments_method_idx ON payments (merchant_id, mode, (coalesce(method->>'brand', method->>'type')), id DESC);

-- Metadata is given with a payment and never changes afterwards.
CREATE FUNCTION list_payment_metadata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO payment_metadata (merchant_id, mode, key, value, payment_id)
  SELECT NEW.merchant_id, NEW.mode, pair.key, pair.value, NEW.id FROM jsonb_each_text(NEW.metadata) pair;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION list_payment_metadata() FROM PUBLIC;
CREATE TRIGGER payment_metadata AFTER INSERT ON payments FOR EACH ROW WHEN (NEW.metadata <> '{}'::jsonb) EXECUTE FUNCTION list_payment_metadata();
INSERT INTO payment_metadata (merchant_id, mode, key, value, payment_id)
SELECT p.merchant_id, p.mode, pair.key, pair.value, p.id FROM payments p, jsonb_each_text(p.metadata) pair;
GRANT SELECT, INSERT ON payment_metadata TO fieldfare_payments;
