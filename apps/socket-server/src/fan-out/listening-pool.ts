import type pg from 'pg';

/** A pool of which one connection listens, for as long as the adapter lives that took it. */
export interface ListeningPool {
  /** What the adapter is given. */
  pool: pg.Pool;
  /** Ends every connection, whoever holds it. */
  close: () => Promise<void>;
}

/**
 * The adapter takes its listening connection from the pool again and again until it has one, and notices neither that it has taken two
 * (which would hear everything twice) nor that it was closed in the meantime; what it then holds is never given back, and ending the pool
 * would wait for that for ever. So it is lent one at a time, and once this is closed it waits for a connection that never comes.
 */
export function listeningPool(pool: pg.Pool): ListeningPool {
  let isTaken = false;
  let isClosed = false;
  let lent: pg.PoolClient | null = null;

  // From then on it may be lent to a query of the pool, and is not ours to end.
  pool.on('release', (_error, client) => {
    if (client !== lent) return;
    lent = null;
    isTaken = false;
  });

  async function lend(): Promise<pg.PoolClient> {
    if (isTaken || isClosed) return never();
    isTaken = true;
    try {
      const client = await pool.connect();
      if (isClosed) {
        client.release(true);
        return await never();
      }
      lent = client;
      // The adapter opens another when this one breaks, but never gives the broken one back: with it its place in the pool would be lost.
      client.once('end', () => client === lent && client.release(true));
      return client;
    } catch (error) {
      isTaken = false;
      throw error;
    }
  }

  return {
    pool: new Proxy(pool, {
      get: (target, name) => {
        if (name === 'connect') return lend;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    close: async () => {
      isClosed = true;
      const ended = pool.end();
      lent?.release(true);
      await ended;
    },
  };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
