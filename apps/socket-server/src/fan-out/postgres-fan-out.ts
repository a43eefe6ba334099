import { createAdapter } from '@socket.io/postgres-adapter';
import type { PostgresAdapter } from '@socket.io/postgres-adapter';
import type { Log } from '../logging/logger.ts';
import pg from 'pg';
import type { FanOut } from './fan-out.ts';
import { publishOnlyToOthers } from './publish-only-to-others.ts';

/** One connection listens and one sends: over two, a goodbye and the closing behind it could overtake each other. */
const CONNECTIONS = 2;
const TABLE = 'socket_attachments';

/**
 * Payment servers on one PostgreSQL, without anything else: NOTIFY over connections of its own. A server that is alone sends nothing but
 * its heartbeat, so that one server pays nothing for being able to become two.
 */
export function postgresFanOut(url: string, log: Log): FanOut {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, application_name: 'fieldfare-fan-out' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => mindBreaking(client, log));
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
      create ??= createAdapter(pool, options);
      const adapter = publishOnlyToOthers(create(namespace));
      adapters.push(adapter);
      return adapter;
    },
    isAlone: async () =>
      (await Promise.all(adapters.map((adapter) => adapter.serverCount()))).every((count) => count <= 1),
    close: () => pool.end(),
  };
}

/**
 * The adapter holds on to the connection that listens, and opens another when it ends, but never gives the broken one back: its place in the
 * pool would be lost, and with the second outage all of them. Nor does it listen to its errors, which would end the process.
 */
function mindBreaking(client: pg.PoolClient, log: Log): void {
  client.on('error', (error) => log.warn({ error }, 'a fan-out connection broke'));
  client.on('end', () => {
    try {
      client.release(true);
    } catch {
      // It was not lent.
    }
  });
}
