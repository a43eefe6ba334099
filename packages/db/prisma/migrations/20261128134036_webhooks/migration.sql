-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "object" JSONB,
ADD COLUMN     "recorded_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "events" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "related" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "fact_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_sequences" (
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "last_sequence" BIGINT NOT NULL,

    CONSTRAINT "event_sequences_pkey" PRIMARY KEY ("merchant_id","mode")
);

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT,
    "event_types" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "disabled_reason" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "secret_id" TEXT NOT NULL,
    "previous_secret_id" TEXT,
    "previous_secret_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "delivery_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status_code" INTEGER,
    "error" TEXT,
    "response_body" TEXT,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "events_merchant_id_mode_id_idx" ON "events"("merchant_id", "mode", "id" DESC);

-- CreateIndex
CREATE INDEX "events_merchant_id_mode_type_id_idx" ON "events"("merchant_id", "mode", "type", "id" DESC);

-- CreateIndex
CREATE INDEX "events_related_idx" ON "events"("related");

-- CreateIndex
CREATE INDEX "events_created_at_idx" ON "events"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "events_merchant_id_mode_sequence_key" ON "events"("merchant_id", "mode", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "events_fact_id_type_key" ON "events"("fact_id", "type");

-- CreateIndex
CREATE INDEX "webhook_endpoints_merchant_id_mode_id_idx" ON "webhook_endpoints"("merchant_id", "mode", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_id_idx" ON "webhook_deliveries"("endpoint_id", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_endpoint_id_status_id_idx" ON "webhook_deliveries"("endpoint_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_event_id_idx" ON "webhook_deliveries"("event_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_next_attempt_at_idx" ON "webhook_deliveries"("next_attempt_at") WHERE (status = 'pending');

-- CreateIndex
CREATE INDEX "webhook_deliveries_finished_at_idx" ON "webhook_deliveries"("finished_at");

-- CreateIndex
CREATE INDEX "outbox_unrecorded_idx" ON "outbox"("id") WHERE (object IS NOT NULL) AND (recorded_at IS NULL);

-- A delivery and its tries go with their endpoint.
ALTER TABLE webhook_endpoints ADD CONSTRAINT webhook_endpoints_status_known CHECK (status IN ('enabled', 'disabled'));
ALTER TABLE webhook_deliveries
  ADD CONSTRAINT webhook_deliveries_status_known CHECK (status IN ('pending', 'succeeded', 'failed', 'canceled')),
  ADD CONSTRAINT webhook_deliveries_next_known CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL));

GRANT SELECT, INSERT, DELETE ON events TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE ON event_sequences TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoints, webhook_deliveries TO fieldfare_payments;
GRANT SELECT, INSERT, DELETE ON webhook_attempts TO fieldfare_payments;
