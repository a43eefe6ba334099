-- AlterTable
ALTER TABLE "payment_profiles" ADD COLUMN     "approvals" JSONB NOT NULL DEFAULT '{"confirm_above_minor": null, "refund_above_minor": null, "expire_after_minutes": 1440}',
ADD COLUMN     "brands" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "currencies" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "duplicate_window_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "fee_rounding" TEXT NOT NULL DEFAULT 'half_up',
ADD COLUMN     "fee_rules" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "publishable_key_modes" TEXT[] DEFAULT ARRAY['test']::TEXT[],
ADD COLUMN     "velocity" JSONB NOT NULL DEFAULT '{"card": null, "ip": null, "session_attempts": null}';

-- CreateTable
CREATE TABLE "attempt_history" (
    "payment_id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "fingerprint" BYTEA,
    "ip" TEXT,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_history_pkey" PRIMARY KEY ("payment_id")
);

-- CreateIndex
CREATE INDEX "attempt_history_merchant_id_mode_fingerprint_created_at_idx" ON "attempt_history"("merchant_id", "mode", "fingerprint", "created_at");

-- CreateIndex
CREATE INDEX "attempt_history_merchant_id_mode_ip_created_at_idx" ON "attempt_history"("merchant_id", "mode", "ip", "created_at");

-- CreateIndex
CREATE INDEX "attempt_history_created_at_idx" ON "attempt_history"("created_at");

ALTER TABLE payment_profiles
  ADD CONSTRAINT payment_profiles_fee_rounding_known CHECK (fee_rounding IN ('half_up', 'up', 'down')),
  ADD CONSTRAINT payment_profiles_amounts_ordered CHECK (1 <= min_amount_minor AND min_amount_minor <= max_amount_minor),
  ADD CONSTRAINT payment_profiles_window_known CHECK (duplicate_window_seconds BETWEEN 0 AND 86400);

-- What the history says against a payment, by the profile's rules as the intent carries them. What stands ahead of it in the same batch
-- counts too; whoever asks holds the advisory locks of card and address, so that nobody else is between looking and writing.
CREATE FUNCTION history_refusal(of_merchant text, of_mode text, of_amount bigint, of_currency text, checks jsonb, charges_ahead bigint, cards_ahead bigint, addresses_ahead bigint)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN checks->>'duplicate_since' IS NOT NULL AND (charges_ahead > 0 OR EXISTS (
      SELECT 1 FROM attempt_history h JOIN payments p ON p.id = h.payment_id
      WHERE h.merchant_id = of_merchant AND h.mode = of_mode AND h.fingerprint = decode(checks->>'fingerprint', 'base64') AND h.created_at >= (checks->>'duplicate_since')::timestamptz
        AND h.amount_minor = of_amount AND h.currency = of_currency AND p.status NOT IN ('declined', 'canceled', 'expired', 'failed'))) THEN 'duplicate_payment'
    WHEN checks->>'card_since' IS NOT NULL AND cards_ahead + (
      SELECT count(*) FROM attempt_history h
      WHERE h.merchant_id = of_merchant AND h.mode = of_mode AND h.fingerprint = decode(checks->>'fingerprint', 'base64') AND h.created_at >= (checks->>'card_since')::timestamptz) >= (checks->>'card_limit')::int THEN 'card_velocity'
    WHEN checks->>'ip_since' IS NOT NULL AND addresses_ahead + (
      SELECT count(*) FROM attempt_history h
      WHERE h.merchant_id = of_merchant AND h.mode = of_mode AND h.ip = checks->>'ip' AND h.created_at >= (checks->>'ip_since')::timestamptz) >= (checks->>'ip_limit')::int THEN 'network_velocity'
  END
$$;

REVOKE ALL ON FUNCTION history_refusal FROM PUBLIC;
GRANT EXECUTE ON FUNCTION history_refusal TO fieldfare_payments;
GRANT SELECT, INSERT, DELETE ON attempt_history TO fieldfare_payments;
