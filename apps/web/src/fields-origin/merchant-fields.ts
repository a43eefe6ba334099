import 'server-only';
import { Pool } from 'pg';
import { webEnv } from '../env.ts';

/** What decides over a merchant's field documents. */
export interface MerchantFields {
  allowedOrigins: readonly string[];
  rootThumbprints: readonly string[];
  binDigits: number;
}

const SQL = `
  SELECT profile.allowed_origins, profile.bin_digits, ARRAY(SELECT thumbprint FROM public.signing_roots WHERE retired_at IS NULL ORDER BY thumbprint) AS roots
  FROM public.merchants merchant JOIN public.payment_profiles profile ON profile.merchant_id = merchant.id
  WHERE merchant.id = $1 AND merchant.status = 'active'`;

// Survives the module reloads of the development server.
const shared = globalThis as { fieldfareFieldsPool?: Pool };

/** Reads one active merchant; null where there is none. */
export async function readMerchantFields(merchantUid: string): Promise<MerchantFields | null> {
  const { rows } = await pool().query<{ allowed_origins: string[]; bin_digits: number; roots: string[] }>(SQL, [
    merchantUid,
  ]);
  const row = rows[0];
  if (row === undefined) return null;
  return { allowedOrigins: row.allowed_origins, rootThumbprints: row.roots, binDigits: row.bin_digits };
}

function pool(): Pool {
  if (shared.fieldfareFieldsPool !== undefined) return shared.fieldfareFieldsPool;
  const { webDatabaseUrl } = webEnv();
  if (webDatabaseUrl === null) throw new Error('WEB_DATABASE_URL must be set to serve field documents');
  const created = new Pool({ connectionString: webDatabaseUrl, max: 4, connectionTimeoutMillis: 3_000 });
  // An idle connection that the server closes is replaced; unheard, its error would end the process.
  created.on('error', () => undefined);
  shared.fieldfareFieldsPool = created;
  return created;
}
