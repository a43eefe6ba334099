-- CreateTable
CREATE TABLE "undecided_methods" (
    "payment_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "network" TEXT,
    "fingerprint" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "undecided_methods_pkey" PRIMARY KEY ("payment_id")
);

-- CreateIndex
CREATE INDEX "undecided_methods_expires_at_idx" ON "undecided_methods"("expires_at");

GRANT SELECT, INSERT, DELETE ON undecided_methods TO fieldfare_payments;
