-- What the postings of a merchant's whole UTC day came to in one currency, kept once the day is over.
CREATE TABLE "ledger_days" (
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "captured_minor" BIGINT NOT NULL,
    "fees_minor" BIGINT NOT NULL,
    "refunded_minor" BIGINT NOT NULL,
    "returned_minor" BIGINT NOT NULL,
    "disputed_minor" BIGINT NOT NULL,
    "change_minor" BIGINT NOT NULL,
    "held_minor" BIGINT NOT NULL,
    "earned_minor" BIGINT NOT NULL,

    CONSTRAINT "ledger_days_pkey" PRIMARY KEY ("merchant_id","mode","date","currency")
);

-- Every day before this one is kept: one that has no row has no postings.
CREATE TABLE "ledger_days_kept" (
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "until" DATE NOT NULL,

    CONSTRAINT "ledger_days_kept_pkey" PRIMARY KEY ("merchant_id","mode")
);

-- Days that were over when something was posted to them: they are counted until they have been kept again.
CREATE TABLE "ledger_day_changes" (
    "id" BIGSERIAL NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "ledger_day_changes_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ledger_day_changes_merchant_id_mode_date_idx" ON "ledger_day_changes"("merchant_id", "mode", "date");

-- Postings are summed by stretches of time, and what is kept says the rest.
DROP INDEX "ledger_postings_sums_idx";
CREATE INDEX "ledger_postings_merchant_id_mode_created_at_idx" ON "ledger_postings"("merchant_id", "mode", "created_at");

CREATE FUNCTION note_ledger_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_day_changes (merchant_id, mode, date) VALUES (NEW.merchant_id, NEW.mode, (NEW.created_at AT TIME ZONE 'UTC')::date);
  RETURN NULL;
END $$;

-- An entry of today's is on nobody's kept day, so that it costs a comparison. Entries are never changed.
CREATE TRIGGER ledger_day_changed AFTER INSERT ON ledger_entries FOR EACH ROW
  WHEN (NEW.created_at < date_trunc('day', now(), 'UTC')) EXECUTE FUNCTION note_ledger_day();

-- The first day that is not over. An hour after midnight what was posted while a day was not over has committed, or never will.
CREATE FUNCTION first_open_day() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT ((now() - interval '1 hour') AT TIME ZONE 'UTC')::date
$$;

-- Until when the merchant's days are kept. What was kept of days that are not over, while the database's clock was ahead, counts for nothing.
CREATE FUNCTION ledger_kept_until(of_merchant text, of_mode text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT least(k.until, first_open_day()) FROM ledger_days_kept k WHERE k.merchant_id = of_merchant AND k.mode = of_mode
$$;

-- What the postings from one time to another came to, by UTC day and currency: the one place that says what is counted.
-- `change` is what the merchant's account moved by, and the five before it are why.
CREATE FUNCTION count_ledger_days(of_merchant text, of_mode text, starts timestamptz, ends timestamptz)
RETURNS TABLE (date date, currency text, captured_minor bigint, fees_minor bigint, refunded_minor bigint, returned_minor bigint, disputed_minor bigint,
  change_minor bigint, held_minor bigint, earned_minor bigint) LANGUAGE sql STABLE AS $$
  SELECT (p.created_at AT TIME ZONE 'UTC')::date, p.currency,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'merchant' AND e.type = 'capture'), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'merchant' AND e.type IN ('fee', 'fee_refund')), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'merchant' AND e.type = 'refund'), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'merchant' AND e.type = 'return'), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'merchant' AND e.type IN ('dispute', 'dispute_won')), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'merchant'), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'disputes'), 0)::bigint,
    coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'fees'), 0)::bigint
  FROM ledger_postings p LEFT JOIN ledger_entries e ON e.id = p.entry_id
  WHERE p.merchant_id = of_merchant AND p.mode = of_mode AND p.created_at >= starts AND p.created_at < ends
  GROUP BY 1, 2
$$;

-- The stretches of time whose postings are not kept: from the day until which all are, and each day before it that has changed since.
CREATE FUNCTION open_ledger_spans(of_merchant text, of_mode text) RETURNS TABLE (starts timestamptz, ends timestamptz) LANGUAGE sql STABLE AS $$
  SELECT coalesce(ledger_kept_until(of_merchant, of_mode), '-infinity')::timestamp AT TIME ZONE 'UTC', 'infinity'::timestamptz
  UNION ALL
  SELECT DISTINCT c.date::timestamp AT TIME ZONE 'UTC', (c.date + 1)::timestamp AT TIME ZONE 'UTC'
  FROM ledger_day_changes c WHERE c.merchant_id = of_merchant AND c.mode = of_mode AND c.date < (SELECT ledger_kept_until(of_merchant, of_mode))
$$;

-- Every day that a merchant has postings on, kept or counted: always what the postings say.
CREATE FUNCTION ledger_days_of(of_merchant text, of_mode text)
RETURNS TABLE (date date, currency text, captured_minor bigint, fees_minor bigint, refunded_minor bigint, returned_minor bigint, disputed_minor bigint,
  change_minor bigint, held_minor bigint, earned_minor bigint) LANGUAGE sql STABLE AS $$
  SELECT d.date, d.currency, d.captured_minor, d.fees_minor, d.refunded_minor, d.returned_minor, d.disputed_minor, d.change_minor, d.held_minor, d.earned_minor
  FROM ledger_days d WHERE d.merchant_id = of_merchant AND d.mode = of_mode AND d.date < (SELECT ledger_kept_until(of_merchant, of_mode))
    AND NOT EXISTS (SELECT 1 FROM ledger_day_changes c WHERE c.merchant_id = of_merchant AND c.mode = of_mode AND c.date = d.date)
  UNION ALL
  SELECT c.* FROM open_ledger_spans(of_merchant, of_mode) s, LATERAL count_ledger_days(of_merchant, of_mode, s.starts, s.ends) c
$$;

-- Keeps the days that are over and not kept. As the owner: whoever reads the books may have them summed, and writes no sum. One keeper of a merchant's days at a time, and one
-- statement, which sees one state of everything: a posting that it does not count is one whose note it does not take away. Days that were kept by a clock that was ahead are given up:
-- what is posted to them notes nothing, because they are not over.
CREATE FUNCTION keep_ledger_days(of_merchant text, of_mode text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  open_day date := first_open_day();
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_days_kept k WHERE k.merchant_id = of_merchant AND k.mode = of_mode AND k.until = open_day)
    AND NOT EXISTS (SELECT 1 FROM ledger_day_changes c WHERE c.merchant_id = of_merchant AND c.mode = of_mode AND c.date < open_day) THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger_days ' || of_merchant || ' ' || of_mode, 0));
  WITH noted AS (DELETE FROM ledger_day_changes c WHERE c.merchant_id = of_merchant AND c.mode = of_mode AND c.date < open_day),
    counted AS (
      SELECT d.* FROM open_ledger_spans(of_merchant, of_mode) s,
        LATERAL count_ledger_days(of_merchant, of_mode, s.starts, least(s.ends, open_day::timestamp AT TIME ZONE 'UTC')) d
    ), summed AS (
      INSERT INTO ledger_days SELECT of_merchant, of_mode, c.* FROM counted c
      ON CONFLICT (merchant_id, mode, date, currency) DO UPDATE SET captured_minor = excluded.captured_minor, fees_minor = excluded.fees_minor,
        refunded_minor = excluded.refunded_minor, returned_minor = excluded.returned_minor, disputed_minor = excluded.disputed_minor,
        change_minor = excluded.change_minor, held_minor = excluded.held_minor, earned_minor = excluded.earned_minor
    )
  INSERT INTO ledger_days_kept VALUES (of_merchant, of_mode, open_day)
    ON CONFLICT (merchant_id, mode) DO UPDATE SET until = excluded.until;
END $$;

REVOKE ALL ON FUNCTION note_ledger_day(), first_open_day(), ledger_kept_until(text, text), count_ledger_days(text, text, timestamptz, timestamptz), open_ledger_spans(text, text), ledger_days_of(text, text),
  keep_ledger_days(text, text) FROM PUBLIC;
GRANT SELECT ON ledger_days, ledger_days_kept, ledger_day_changes TO fieldfare_payments;
GRANT EXECUTE ON FUNCTION first_open_day(), ledger_kept_until(text, text), count_ledger_days(text, text, timestamptz, timestamptz), open_ledger_spans(text, text), ledger_days_of(text, text),
  keep_ledger_days(text, text) TO fieldfare_payments;
