-- CreateTable
CREATE TABLE "fonts" (
    "id" TEXT NOT NULL,
    "merchant_id" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "weight" INTEGER NOT NULL,
    "style" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "file" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fonts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "fonts_merchant_id_family_weight_style_key" ON "fonts"("merchant_id", "family", "weight", "style");

-- AddForeignKey
ALTER TABLE "fonts" ADD CONSTRAINT "fonts_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE fonts
  ADD CONSTRAINT fonts_style CHECK (style IN ('normal', 'italic')),
  ADD CONSTRAINT fonts_weight CHECK (weight BETWEEN 1 AND 1000),
  ADD CONSTRAINT fonts_size CHECK (octet_length(file) BETWEEN 48 AND 262144);

GRANT SELECT, INSERT, DELETE ON fonts TO fieldfare_payments;
-- Field documents name the merchant's fonts, and the fields origin hands the files out.
GRANT SELECT ON fonts TO fieldfare_web;
