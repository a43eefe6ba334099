import pg from 'pg';

const STATEMENT_TIMEOUT_MS = 2_000;
const CALLER_TIMEOUT_MS = 2_500;
const CONNECT_TIMEOUT_MS = 5_000;
const MAX_CONNECTIONS = 16;

/**
 * Connections of the bank's own role. The server ends a statement before its caller gives up on it, so that what the caller calls unknown
 * is never written down afterwards; and every wait together stays below the engine's grace for attempts in flight.
 */
export function openSandboxPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'fieldfare-sandbox-bank',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: CALLER_TIMEOUT_MS,
  });
  // An idle connection that breaks is replaced at the next request; without a listener it would end the process.
  pool.on('error', () => {});
  // So would one that breaks while it is lent.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
