import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Log } from '../logging/logger.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { repeat } from '../runtime/repeat.ts';

export type RedisClient = ReturnType<typeof connectRedis>;

/** The longest wait between two tries to reach a Redis that is gone. */
const LONGEST_WAIT_MS = 2_000;
const PING_EVERY_MS = 1_000;
/** A Redis that says nothing for so long is gone, though its connection looks open: a host without power closes none. */
const SILENT_MS = 3_000;
/** Commands that wait for a Redis that has fallen silent; a further one fails at once. */
const MOST_WAITING = 10_000;

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
  const client = createClient({ ...options, disableOfflineQueue: true, commandsQueueMaxLength: MOST_WAITING });
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
  const connect = () => void client.connect().catch((error: unknown) => note(false, error));
  connect();
  const heart = repeat({
    everyMs: PING_EVERY_MS,
    run: async () => {
      if (!client.isReady || (await hasAnswered(client.ping()))) return;
      note(false, new Error(`Redis has not answered for ${SILENT_MS} ms`));
      client.destroy();
      connect();
    },
    onError: (error) => note(false, error),
  });
  /** A connection of its own that waits for Redis to return: for reading what is pushed. */
  const reader = () => createClient(options);
  const close = async () => {
    await heart.stop();
    client.destroy();
  };
  return { client, reader, close };
}

/** Whether anything came back in time; an error is an answer, too. */
async function hasAnswered(command: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController();
  const answered = command.then(
    () => true,
    () => true,
  );
  const silent = pause(SILENT_MS, false, { signal: waiting.signal, ref: false }).catch(() => false);
  const isAnswered = await Promise.race([answered, silent]);
  waiting.abort();
  return isAnswered;
}
