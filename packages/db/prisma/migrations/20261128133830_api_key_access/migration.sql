-- AlterTable
ALTER TABLE "api_keys" ADD COLUMN     "ip_allow_list" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "scopes" JSONB;
