-- AlterTable
ALTER TABLE "payment_profiles" ADD COLUMN     "refund_fee" TEXT NOT NULL DEFAULT 'kept';

-- AlterTable
ALTER TABLE "refunds" ADD COLUMN     "fee_minor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "merchant_id" TEXT NOT NULL,
ADD COLUMN     "mode" TEXT NOT NULL;

-- CreateIndex
CREATE INDEX "refunds_merchant_id_mode_id_idx" ON "refunds"("merchant_id", "mode", "id" DESC);

ALTER TABLE payment_profiles
  ADD CONSTRAINT payment_profiles_refund_fee_known CHECK (refund_fee IN ('kept', 'returned'));
ALTER TABLE refunds
  ADD CONSTRAINT refunds_amount_positive CHECK (amount_minor > 0 AND fee_minor >= 0);

-- Whatever the engine thinks: refunds that succeeded, are under way or are in doubt never exceed what was captured. Who begins a refund
-- holds the payment's row, so that two of them cannot both count without the other.
CREATE FUNCTION check_refund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.amount_minor + (SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r WHERE r.payment_id = NEW.payment_id AND r.status <> 'failed')
    > (SELECT p.captured_minor FROM payments p WHERE p.id = NEW.payment_id) THEN
    RAISE EXCEPTION 'refund % exceeds what was captured', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_captured';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION check_refund_fits FROM PUBLIC;
CREATE TRIGGER refund_fits BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION check_refund_fits();
