import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readMigrations } from './read-migrations.ts';

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

it('every migration is as it was sealed: databases that applied it refuse another (a change is a new migration, which seal-migrations.ts seals)', async () => {
  const present = (await readMigrations(MIGRATIONS)).map(({ name, checksum }) => `${checksum}  ${name}/migration.sql`);
  const sealed = (await readFile(`${MIGRATIONS}/SHA256SUMS`, 'utf8')).trimEnd().split('\n');
  expect(present).toEqual(sealed);
});
