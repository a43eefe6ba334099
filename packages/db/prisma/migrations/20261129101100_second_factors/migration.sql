-- A second factor of people who sign in. The secret of the app that tells their codes lies in vault.secrets; what is here names it. The codes of a
-- half minute are taken once, whichever server is asked, and so is each recovery code.

-- Whether whoever works for the merchant needs one.
ALTER TABLE "merchants" ADD COLUMN     "requires_second_factor" BOOLEAN NOT NULL DEFAULT false;

-- Since when signing in asks for a code; null: it does not. It stands beside the password, so that a sign-in that began under one and ends under
-- another is refused by the one look at this row.
ALTER TABLE "users" ADD COLUMN     "second_factor_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "second_factors" (
    "user_id" TEXT NOT NULL,
    "secret_id" TEXT NOT NULL,
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "second_factors_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "user_id" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("user_id","code_hash")
);

-- CreateTable
CREATE TABLE "sign_in_challenges" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_challenges_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sign_in_challenges_user_id_idx" ON "sign_in_challenges"("user_id");

-- CreateIndex
CREATE INDEX "sign_in_challenges_expires_at_idx" ON "sign_in_challenges"("expires_at");

-- AddForeignKey
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_challenges" ADD CONSTRAINT "sign_in_challenges_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE second_factors ADD CONSTRAINT second_factors_secret_named CHECK (secret_id LIKE 'vsec\_%');
ALTER TABLE recovery_codes ADD CONSTRAINT recovery_codes_hashed CHECK (octet_length(code_hash) = 32);
ALTER TABLE sign_in_challenges ADD CONSTRAINT sign_in_challenges_tries CHECK (tries_left >= 0);

GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors TO fieldfare_payments;
GRANT SELECT, INSERT, DELETE ON recovery_codes TO fieldfare_payments;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_challenges TO fieldfare_payments;
