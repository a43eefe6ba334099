-- AlterTable
ALTER TABLE "payment_profiles" ADD COLUMN     "allowed_countries" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "denied_countries" TEXT[] DEFAULT ARRAY[]::TEXT[];
