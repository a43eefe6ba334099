-- A password that somebody else set serves to choose one's own, until then and for nothing else (PCI DSS 8.3.5). Null: chosen by its owner.
ALTER TABLE "users" ADD COLUMN "one_time_until" TIMESTAMPTZ(3);

-- A session that nobody used for a while is over (PCI DSS 8.2.8).
ALTER TABLE "console_sessions" ADD COLUMN "last_used_at" TIMESTAMPTZ(3);
UPDATE "console_sessions" SET "last_used_at" = "created_at";
ALTER TABLE "console_sessions" ALTER COLUMN "last_used_at" SET NOT NULL;

-- CreateTable
CREATE TABLE "former_passwords" (
    "user_id" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "password_hash" TEXT NOT NULL,

    CONSTRAINT "former_passwords_pkey" PRIMARY KEY ("user_id","replaced_at")
);

-- AddForeignKey
ALTER TABLE "former_passwords" ADD CONSTRAINT "former_passwords_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, DELETE ON former_passwords TO fieldfare_payments;
