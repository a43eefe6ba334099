import { isOrigin } from '@fieldfare/protocol';
import type { FrameConfig } from '@fieldfare/fields';
import { fieldsDatabase } from './fields-database.ts';

/** What decides over a merchant's field documents. */
export interface MerchantFields {
  allowedOrigins: readonly string[];
  rootThumbprints: readonly string[];
  binDigits: number;
  fonts: FrameConfig['fonts'];
}

const SQL = `
  SELECT profile.allowed_origins, profile.bin_digits, 
    (SELECT coalesce(json_agg(json_build_object('family', family, 'weight', weight, 'style', style, 'file', hash || '.woff2') ORDER BY family, weight, style), '[]')
      FROM public.fonts WHERE fonts.merchant_id = merchant.id) AS fonts,
    ARRAY(SELECT thumbprint FROM public.signing_roots WHERE retired_at IS NULL ORDER BY thumbprint) AS roots
  FROM public.merchants merchant JOIN public.payment_profiles profile ON profile.merchant_id = merchant.id
  WHERE merchant.id = $1 AND merchant.status = 'active'`;

interface MerchantRow {
  allowed_origins: string[];
  bin_digits: number;
  fonts: FrameConfig['fonts'];
  roots: string[];
}

/** Reads one active merchant, of its origins only those that are one; null where there is none. */
export async function readMerchantFields(merchantUid: string): Promise<MerchantFields | null> {
  const { rows } = await fieldsDatabase().query<MerchantRow>(SQL, [merchantUid]);
  const row = rows[0];
  if (row === undefined) return null;
  const { allowed_origins: allowedOrigins, bin_digits: binDigits, fonts, roots: rootThumbprints } = row;
  return { allowedOrigins: allowedOrigins.filter(isOrigin), rootThumbprints, binDigits, fonts };
}
