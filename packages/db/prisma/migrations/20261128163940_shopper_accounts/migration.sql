-- DropIndex
DROP INDEX "users_email_key";

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "merchant_id" TEXT,
ADD COLUMN     "mode" TEXT;

-- CreateTable
CREATE TABLE "customer_accounts" (
    "customer_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_accounts_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "customer_invitations" (
    "customer_id" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_invitations_pkey" PRIMARY KEY ("customer_id")
);

-- CreateIndex
CREATE INDEX "customer_accounts_user_id_idx" ON "customer_accounts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_invitations_token_hash_key" ON "customer_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "customer_invitations_expires_at_idx" ON "customer_invitations"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email") WHERE (merchant_id IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "users_shopper_email_key" ON "users"("merchant_id", "mode", "email") WHERE (merchant_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "customer_accounts" ADD CONSTRAINT "customer_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A shopper's account belongs to one merchant and mode; nobody else's does.
ALTER TABLE users
  ADD CONSTRAINT users_shoppers_have_a_merchant CHECK ((role = 'CUSTOMER') = (merchant_id IS NOT NULL)),
  ADD CONSTRAINT users_merchant_with_mode CHECK ((merchant_id IS NULL) = (mode IS NULL));

-- Open sockets learn of a customer that was linked or unlinked as they learn of a changed membership.
CREATE TRIGGER memberships_version AFTER INSERT OR UPDATE OR DELETE ON customer_accounts FOR EACH ROW EXECUTE FUNCTION bump_memberships_version();

GRANT SELECT, INSERT, DELETE ON customer_accounts, customer_invitations TO fieldfare_payments;
