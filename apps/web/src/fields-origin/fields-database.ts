import { Pool } from 'pg';
import { webEnv } from '../env.ts';

// Survives the module reloads of the development server.
const shared = globalThis as { fieldfareFieldsPool?: Pool };

/** The database as the web role sees it: what field documents are made of, and nothing else. */
export function fieldsDatabase(): Pool {
  if (shared.fieldfareFieldsPool !== undefined) return shared.fieldfareFieldsPool;
  const { webDatabaseUrl } = webEnv();
  if (webDatabaseUrl === null) throw new Error('WEB_DATABASE_URL must be set to serve field documents');
  const created = new Pool({ connectionString: webDatabaseUrl, max: 4, connectionTimeoutMillis: 3_000 });
  // An idle connection that the server closes is replaced; unheard, its error would end the process.
  created.on('error', () => undefined);
  shared.fieldfareFieldsPool = created;
  return created;
}
