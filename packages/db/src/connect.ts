import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import { observeQueries } from './observe-queries.ts';
import type { QueryObservation } from './observe-queries.ts';

const INT8_OID = 20;
/** Far less than the hour after which a day's sums are kept. */
const MAX_IDLE_IN_TRANSACTION_MS = 10 * 60_000;

/** The payment server's database: one pool for the hot path, and Prisma over it for ordinary queries. */
export interface Database {
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
}

export interface ConnectOptions {
  url: string;
  /** Connections at the most; the hot path coalesces, so a few are plenty. */
  maxConnections?: number;
  applicationName?: string;
  /**
   * After how long PostgreSQL ends a transaction that nobody goes on with: a process that is frozen in the middle of one keeps no locks, and
   * does not commit hours later what was true then.
   */
  maxIdleInTransactionMs?: number;
  /** Told of every statement and how long it took. */
  onQuery?: (observation: QueryObservation) => void;
}

/** Opens the pool. Nothing is sent before the first query. */
export function connectDatabase({
  url,
  maxConnections = 10,
  applicationName = 'fieldfare',
  maxIdleInTransactionMs = MAX_IDLE_IN_TRANSACTION_MS,
  onQuery,
}: ConnectOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    idle_in_transaction_session_timeout: maxIdleInTransactionMs,
    types: {
      // Amounts and sequences stay far below 2^53, so a bigint column is a number here.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that breaks while it is lent, between two statements of a transaction: the next statement fails, and that is enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (onQuery) observeQueries(pool, onQuery);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
