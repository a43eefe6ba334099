import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// Prisma would download a native schema engine from a host that closed networks cannot reach. This script speaks the same protocol
// over the WebAssembly engine from npm. It is set here, not in a script, because turbo hands tasks a filtered environment.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(new URL('scripts/schema-engine.ts', import.meta.url));

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
