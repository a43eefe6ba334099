-- CreateTable
CREATE TABLE "processor_accounts" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "processor" TEXT NOT NULL,
    "secret_id" TEXT NOT NULL,
    "credentials_hint" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "rule" JSONB NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "processor_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "processor_accounts_merchant_id_mode_priority_id_idx" ON "processor_accounts"("merchant_id", "mode", "priority", "id");

GRANT SELECT, INSERT, UPDATE ON processor_accounts TO fieldfare_payments;
