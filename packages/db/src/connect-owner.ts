import pg from 'pg';
import { DatabaseSetupError } from './database-setup-error.ts';

const CONNECT_TIMEOUT_MS = 5000;

interface PostgresError {
  code?: string;
  message?: string;
}

/** Where a URL points, without its user and password, for messages. */
function whereIs(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

function explain(error: PostgresError, url: string): DatabaseSetupError {
  const place = whereIs(url);
  const options = { cause: error };
  if (error.code === '28P01' || error.code === '28000') {
    return new DatabaseSetupError(
      'unreachable',
      `PostgreSQL at ${place} refuses the user or password of DATABASE_URL: correct them and start again.`,
      options,
    );
  }
  if (error.code === '3D000') {
    return new DatabaseSetupError(
      'unreachable',
      `There is no database at ${place}: create it, or correct DATABASE_URL, and start again.`,
      options,
    );
  }
  const reason = error.code ?? error.message ?? 'no answer';
  return new DatabaseSetupError(
    'unreachable',
    `No PostgreSQL answers at ${place} (${reason}): start it, or correct DATABASE_URL, and start again.`,
    options,
  );
}

/**
 * Connects as the owner. The caller ends the client.
 *
 * @throws {DatabaseSetupError} `unreachable`, naming host, port and database but never a password
 */
export async function connectOwner(ownerUrl: string): Promise<pg.Client> {
  if (!URL.canParse(ownerUrl) || !/^postgres(ql)?:$/.test(new URL(ownerUrl).protocol)) {
    throw new DatabaseSetupError(
      'unreachable',
      'DATABASE_URL is not a PostgreSQL URL: it looks like postgresql://user:password@host:5432/database.',
    );
  }
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that breaks between two queries is reported by the next query.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw explain(error as PostgresError, ownerUrl);
  }
  return client;
}
