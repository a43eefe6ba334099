-- What a request makes under its Idempotency-Key has ids like this one, so that a repeat after a crash finds it instead of making another.
ALTER TABLE "idempotency_keys" ADD COLUMN "claim_id" TEXT;
