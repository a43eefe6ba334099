import pg from 'pg';
import { connectionOptions } from './connection-options.ts';
import type { DatabaseCommand } from './parse-arguments.ts';

const PRISMA_ERROR_CODES: Record<string, string> = { '3D000': 'P1003', '28P01': 'P1000', '42P04': 'P1009' };
const CANNOT_REACH = 'P1001';

// Prisma reads the outcome from the last line of stderr, a log entry of its native engine.
function report(level: 'INFO' | 'ERROR', fields: Record<string, unknown>): void {
  const entry = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`\n${JSON.stringify(entry)}\n`);
}

async function execute(command: DatabaseCommand, url: string): Promise<void> {
  const options = connectionOptions(url);
  const name = pg.escapeIdentifier(options.database ?? '');
  const client = new pg.Client(command === 'can-connect-to-database' ? options : { ...options, database: 'postgres' });
  await client.connect();
  try {
    if (command === 'create-database') await client.query(`CREATE DATABASE ${name}`);
    if (command === 'drop-database') await client.query(`DROP DATABASE ${name}`);
  } finally {
    await client.end();
  }
}

/** Runs one of the engine's commands on a whole database and answers the exit code that Prisma expects. */
export async function runDatabaseCommand(command: DatabaseCommand, url: string): Promise<0 | 1> {
  try {
    await execute(command, url);
    report('INFO', { message: 'ok' });
    return 0;
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    report('ERROR', { message, error_code: PRISMA_ERROR_CODES[code] ?? CANNOT_REACH, is_panic: false });
    return 1;
  }
}
