import type { Database } from '../connect.ts';

/** A merchant's data key of this id. The database stores no card under a key that it does not have. */
export async function insertDataKey(pool: Database['pool'], id: string): Promise<void> {
  await pool.query("SELECT vault.insert_data_key($1, '', 'fixture', '', now(), '{}')", [id]);
}
