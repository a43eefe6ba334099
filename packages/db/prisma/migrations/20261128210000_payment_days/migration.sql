-- What the payments of a merchant's whole UTC day came to, kept once the day is over.
CREATE TABLE "payment_days" (
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "sums" JSONB NOT NULL,

    CONSTRAINT "payment_days_pkey" PRIMARY KEY ("merchant_id","mode","date")
);

-- Days that are over and have changed since: their sums count for nothing until they are made again.
CREATE TABLE "payment_day_changes" (
    "id" BIGSERIAL NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "payment_day_changes_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "payment_day_changes_merchant_id_mode_date_idx" ON "payment_day_changes"("merchant_id", "mode", "date");

CREATE FUNCTION note_payment_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed payments := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  INSERT INTO payment_day_changes (merchant_id, mode, date)
  VALUES (changed.merchant_id, changed.mode, (changed.created_at AT TIME ZONE 'UTC')::date);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_payment_day() FROM PUBLIC;

-- A payment of today's is on nobody's kept day, so that it costs a comparison.
CREATE TRIGGER payment_day_added AFTER INSERT ON payments FOR EACH ROW
  WHEN (NEW.created_at < date_trunc('day', now(), 'UTC')) EXECUTE FUNCTION note_payment_day();
CREATE TRIGGER payment_day_removed AFTER DELETE ON payments FOR EACH ROW
  WHEN (OLD.created_at < date_trunc('day', now(), 'UTC')) EXECUTE FUNCTION note_payment_day();
CREATE TRIGGER payment_day_changed AFTER UPDATE ON payments FOR EACH ROW
  WHEN (
    OLD.created_at < date_trunc('day', now(), 'UTC')
    AND (OLD.authorized_minor, OLD.status IN ('processing', 'unknown')) IS DISTINCT FROM (NEW.authorized_minor, NEW.status IN ('processing', 'unknown'))
  ) EXECUTE FUNCTION note_payment_day();

GRANT SELECT, INSERT, UPDATE, DELETE ON payment_days TO fieldfare_payments;
GRANT SELECT, INSERT, DELETE ON payment_day_changes TO fieldfare_payments;
GRANT USAGE ON SEQUENCE payment_day_changes_id_seq TO fieldfare_payments;
