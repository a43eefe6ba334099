import { connectDatabase } from '@fieldfare/db';

/** Every row of every table of every schema as text with its columns' names, bytes both as PostgreSQL writes them and decoded. By table. */
export async function dumpDatabase(ownerUrl: string): Promise<Map<string, string>> {
  const database = connectDatabase({ url: ownerUrl });
  try {
    const { rows: tables } = await database.pool.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const dumped = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await database.pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
      dumped.set(name, rows.map(({ row }) => row + decodedBytes(row)).join('\n'));
    }
    return dumped;
  } finally {
    await database.close();
  }
}

function decodedBytes(row: string): string {
  const hex = [...row.matchAll(/\\x([0-9a-f]+)/g)];
  return hex.map(([, digits = '']) => ` ${Buffer.from(digits, 'hex').toString('latin1')}`).join('');
}
