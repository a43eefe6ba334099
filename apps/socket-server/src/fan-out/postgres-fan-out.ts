import { createAdapter } from '@socket.io/postgres-adapter';
import type { PostgresAdapter } from '@socket.io/postgres-adapter';
import type { Log } from '../logging/logger.ts';
import pg from 'pg';
import type { FanOut } from './fan-out.ts';
import { listeningPool } from './listening-pool.ts';
import { publishOnlyToOthers } from './publish-only-to-others.ts';

/** One connection listens and one sends: over two, a goodbye and the closing behind it could overtake each other. */
const CONNECTIONS = 2;
const CONNECT_TIMEOUT_MS = 5_000;
const TABLE = 'socket_attachments';

/**
 * Payment servers on one PostgreSQL, without anything else: NOTIFY over connections of its own. A server that is alone sends nothing but
 * its heartbeat, so that one server pays nothing for being able to become two.
 */
export function postgresFanOut(url: string, log: Log): FanOut {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: 'fieldfare-fan-out',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  pool.on('error', () => undefined);
  // The adapter does not listen to the errors of its connections, which would end the process.
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ error }, 'a fan-out connection broke')));
  const listening = listeningPool(pool);
  // Made with the first adapter: it listens from then on, over a connection that only closing adapters gives back.
  let create: ReturnType<typeof createAdapter> | null = null;
  const options = {
    channelPrefix: 'fieldfare',
    tableName: TABLE,
    errorHandler: (error: Error) => log.warn({ error }, 'payment servers cannot be told'),
  };
  const adapters: PostgresAdapter[] = [];
  return {
    // No arrow: socket.io calls it with `new`.
    adapter: function adapterOf(namespace: unknown) {
      create ??= createAdapter(listening.pool, options);
      const adapter = publishOnlyToOthers(create(namespace));
      adapters.push(adapter);
      return adapter;
    },
    isAlone: async () =>
      (await Promise.all(adapters.map((adapter) => adapter.serverCount()))).every((count) => count <= 1),
    close: listening.close,
  };
}
