-- Days that were kept while the database's clock was ahead are found whosever they are.
CREATE INDEX "payment_days_date_idx" ON "payment_days"("date");
