-- CreateTable
CREATE TABLE "watched_cards" (
    "subject" TEXT NOT NULL,
    "card" BYTEA NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "watched_cards_pkey" PRIMARY KEY ("subject","card")
);

-- CreateTable
CREATE TABLE "watched_rates" (
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,

    CONSTRAINT "watched_rates_pkey" PRIMARY KEY ("name","subject","minute")
);

-- CreateIndex
CREATE INDEX "watched_cards_seen_at_idx" ON "watched_cards"("seen_at");

-- CreateIndex
CREATE INDEX "watched_rates_minute_idx" ON "watched_rates"("minute");

GRANT SELECT, INSERT, UPDATE, DELETE ON watched_cards, watched_rates TO fieldfare_payments;
