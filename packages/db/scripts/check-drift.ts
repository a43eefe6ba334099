// Fails when schema.prisma says something that the migrations do not do.
import { startTestServer } from '../src/testing/start-test-server.ts';
import { diffMigrations } from './diff-migrations.ts';

const server = await startTestServer();
try {
  const sql = await diffMigrations(server);
  if (sql) {
    console.error(
      'The migrations do not lead to schema.prisma. Write one with: node packages/db/scripts/create-migration.ts <name>\n',
    );
    console.error(sql);
    process.exitCode = 1;
  } else {
    console.log('The migrations lead to schema.prisma.');
  }
} finally {
  await server.stop();
}
