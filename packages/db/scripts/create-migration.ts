// Writes the migration that leads from the present migrations to schema.prisma:
//   node packages/db/scripts/create-migration.ts add_disputes
// Read what it wrote, and add by hand what Prisma does not know: grants, functions, checks.
import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestServer } from '../src/testing/start-test-server.ts';
import { diffMigrations } from './diff-migrations.ts';

const [name = ''] = process.argv.slice(2);
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(
    'Say what the migration does, in lower case with underscores: node packages/db/scripts/create-migration.ts add_disputes',
  );
  process.exit(1);
}

const server = await startTestServer();
try {
  const sql = await diffMigrations(server);
  if (sql) {
    const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
    const folder = fileURLToPath(new URL(`../prisma/migrations/${timestamp}_${name}`, import.meta.url));
    await mkdir(folder);
    await writeFile(`${folder}/migration.sql`, `${sql}\n`);
    console.log(`Wrote ${relative(process.cwd(), folder)}/migration.sql`);
  } else {
    console.log('Nothing to do: the migrations already lead to schema.prisma.');
  }
} finally {
  await server.stop();
}
