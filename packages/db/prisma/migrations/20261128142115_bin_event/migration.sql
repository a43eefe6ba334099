-- AlterTable
ALTER TABLE "payment_profiles" ADD COLUMN     "bin_digits" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "payment_profiles" ADD CONSTRAINT "payment_profiles_bin_digits_check" CHECK ("bin_digits" IN (0, 6, 8));

-- The field documents say whether their frames may tell a page.
GRANT SELECT (bin_digits) ON payment_profiles TO fieldfare_web;
