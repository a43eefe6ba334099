import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Evidence } from './find-leaks.ts';

/** How the embedded database's owner connects to it, out of the data folder. */
export async function ownerUrl(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres');
  const password = (await readFile(join(folder, 'owner-password'), 'utf8')).trim();
  const port = (await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[3];
  return `postgresql://fieldfare_owner:${encodeURIComponent(password)}@127.0.0.1:${port}/fieldfare`;
}

/** Every row of every table of ours as the text that PostgreSQL makes of it; bytes also as the text that they may be. */
export async function readTables(ownerUrl: string): Promise<Evidence[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const evidence: Evidence[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      const text = rows.map((row) => row.text).join('\n');
      evidence.push({ where: `table ${name}`, text }, { where: `table ${name}, bytes`, text: bytesAsText(text) });
    }
    return evidence;
  } finally {
    await client.end();
  }
}

/** Every file of a data folder that holds text of ours, such as logs; not the database's own files, which the tables above show. */
export async function readFiles(dataDir: string): Promise<Evidence[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const ours = files.filter((file) => !file.includes('/cluster/'));
  return Promise.all(
    ours.map(async (file) => ({
      where: `file ${file.slice(dataDir.length + 1)}`,
      text: await readFile(file, 'latin1'),
    })),
  );
}

const bytesAsText = (text: string): string =>
  Array.from(text.matchAll(/\\x((?:[0-9a-f]{2})+)/g), ([, hex = '']) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  ).join('\n');
