-- CreateTable
CREATE TABLE "notifications" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT,
    "user_id" TEXT,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "subject" TEXT,
    "dedupe_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_reads" (
    "notification_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_reads_pkey" PRIMARY KEY ("notification_id","user_id")
);

-- CreateTable
CREATE TABLE "socket_attachments" (
    "id" BIGSERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" BYTEA NOT NULL,

    CONSTRAINT "socket_attachments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_dedupe_key_key" ON "notifications"("dedupe_key");

-- CreateIndex
CREATE INDEX "notifications_merchant_id_id_idx" ON "notifications"("merchant_id", "id" DESC);

-- CreateIndex
CREATE INDEX "notifications_user_id_id_idx" ON "notifications"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "socket_attachments_created_at_idx" ON "socket_attachments"("created_at");

-- AddForeignKey
ALTER TABLE "notification_reads" ADD CONSTRAINT "notification_reads_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notifications"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE notifications
  ADD CONSTRAINT notifications_severity_known CHECK (severity IN ('info', 'warning', 'critical')),
  ADD CONSTRAINT notifications_one_audience CHECK (merchant_id IS NULL OR user_id IS NULL);

-- Puts one push into a room, under the room's next number. The room's row is locked until the caller commits, so that whoever reads a number
-- can read every one before it.
CREATE FUNCTION push_to_room(of_room text, of_type text, of_payload jsonb, of_correlation text, at timestamptz) RETURNS bigint
LANGUAGE sql AS $$
  WITH counted AS (
    INSERT INTO room_sequences AS s (room, last_sequence) VALUES (of_room, 1)
    ON CONFLICT (room) DO UPDATE SET last_sequence = s.last_sequence + 1 RETURNING s.last_sequence
  )
  INSERT INTO pushes (room, sequence, type, payload, correlation_id, created_at)
  SELECT of_room, c.last_sequence, of_type, of_payload, of_correlation, at FROM counted c RETURNING sequence
$$;

REVOKE ALL ON FUNCTION push_to_room FROM PUBLIC;
GRANT EXECUTE ON FUNCTION push_to_room TO fieldfare_payments;
GRANT SELECT, INSERT, DELETE ON notifications TO fieldfare_payments;
GRANT SELECT, INSERT ON notification_reads TO fieldfare_payments;
GRANT SELECT, INSERT, DELETE ON socket_attachments TO fieldfare_payments;
GRANT USAGE ON SEQUENCE socket_attachments_id_seq TO fieldfare_payments;
