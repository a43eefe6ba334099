import { createClient } from 'redis';
import type { Log } from '../logging/logger.ts';
import type { Metrics } from '../metrics/create-metrics.ts';

export type RedisClient = ReturnType<typeof connectRedis>;

/** The longest wait between two tries to reach a Redis that is gone. */
const LONGEST_WAIT_MS = 2_000;

/**
 * A Redis client for what may be lost. While Redis is gone a command fails at once instead of waiting for its return, and whoever asked
 * goes on without. Its loss and return are logged and measured once each.
 */
export function connectRedis(url: string, { log, metrics }: { log: Log; metrics: Metrics }) {
  const options = {
    url,
    socket: {
      reconnectStrategy: (tries: number) => Math.min(100 * 2 ** tries, LONGEST_WAIT_MS),
      connectTimeout: 2_000,
    },
  };
  const client = createClient({ ...options, disableOfflineQueue: true });
  let isUp: boolean | null = null;
  const note = (isUpNow: boolean, error?: unknown) => {
    metrics.redisUp.set(isUpNow ? 1 : 0);
    if (isUp === isUpNow) return;
    isUp = isUpNow;
    if (isUpNow) log.info({}, 'Redis answers');
    else log.warn({ error }, 'Redis does not answer: this server goes on without it');
  };
  client.on('ready', () => note(true));
  client.on('error', (error: unknown) => note(false, error));
  // It goes on trying by itself; until then every command is refused.
  void client.connect().catch((error: unknown) => note(false, error));
  /** A connection of its own that waits for Redis to return: for reading what is pushed. */
  const reader = () => createClient(options);
  return { client, reader };
}
