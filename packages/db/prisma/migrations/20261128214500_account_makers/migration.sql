-- The merchant that made somebody's account and chose its first password; null where the installation did. No other merchant takes such an
-- account into its team: whoever chose the password would come in with it.
ALTER TABLE "users" ADD COLUMN "made_by_merchant_id" TEXT;
