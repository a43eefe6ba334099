import { runPrisma } from './run-prisma.ts';

const DIFFERENT = 2;

export interface DiffOptions {
  readonly serverUrl: string;
  readonly migrations?: string;
  readonly schema?: string;
}

/**
 * The SQL that leads from the migrations to the schema file; empty when they agree. Replays the migrations on a shadow database.
 *
 * @param options.serverUrl a server where databases may be made
 */
export async function diffMigrations({
  serverUrl,
  migrations = 'prisma/migrations',
  schema = 'prisma/schema.prisma',
}: DiffOptions): Promise<string> {
  const args = ['migrate', 'diff', '--from-migrations', migrations, '--to-schema', schema, '--script', '--exit-code'];
  const { exitCode, stdout, stderr } = await runPrisma(args, serverUrl);
  // An engine that died would also leave a zero exit code, but not this sentence.
  if (exitCode === 0 && stdout.includes('This is an empty migration')) return '';
  if (exitCode === DIFFERENT) return stdout.trim();
  throw new Error(`prisma migrate diff failed: ${stderr.trim() || stdout.trim()}`);
}
