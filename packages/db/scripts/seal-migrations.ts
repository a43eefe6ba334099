// Writes down what each new migration says, so that it stays as it is: node packages/db/scripts/seal-migrations.ts
// A migration that somebody's database has applied may not be edited: their next start would refuse it, and nothing would apply the change.
import { appendFile, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readMigrations } from '../src/read-migrations.ts';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
const sums = `${MIGRATIONS}/SHA256SUMS`;
const written = await readFile(sums, 'utf8');
const unsealed = (await readMigrations(MIGRATIONS)).filter(
  ({ name }) => !written.includes(`  ${name}/migration.sql\n`),
);
await appendFile(sums, unsealed.map(({ name, checksum }) => `${checksum}  ${name}/migration.sql\n`).join(''));
for (const { name } of unsealed) console.log(`Sealed ${name}`);
