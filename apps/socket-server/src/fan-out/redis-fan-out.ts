import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { RedisClient } from './connect-redis.ts';
import type { FanOut } from './fan-out.ts';

interface CountingAdapter {
  serverCount(): Promise<number>;
}

/**
 * Payment servers that share a Redis: its streams carry what each says to the sockets of the others. Nothing here is the only way to
 * anything: who misses a word reads it from the database.
 */
export function redisFanOut({ client, reader, close }: RedisClient): FanOut {
  // It reads from the moment it is made, and until an adapter of it is closed: only where there are sockets.
  let create: ReturnType<typeof createAdapter> | null = null;
  const adapters: CountingAdapter[] = [];
  return {
    // No arrow: socket.io calls it with `new`.
    adapter: function adapterOf(namespace: unknown) {
      create ??= createAdapter(forAdapter(client, reader), {
        streamName: 'fieldfare:sockets',
        channelPrefix: 'fieldfare',
      });
      const adapter = create(namespace);
      adapters.push(adapter);
      return adapter;
    },
    isAlone: async () => {
      try {
        return (await Promise.all(adapters.map((adapter) => adapter.serverCount()))).every((count) => count <= 1);
      } catch {
        return false;
      }
    },
    close,
  };
}

/**
 * What the adapter is given. It leaves a failed PUBLISH to nobody, so that here it fails silently; and what it reads with must wait for
 * Redis to return, or it would ask again and again without a pause.
 */
function forAdapter(client: RedisClient['client'], reader: RedisClient['reader']): RedisClient['client'] {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'duplicate') return reader;
      if (name === 'publish')
        return (channel: string, message: Buffer) => target.publish(channel, message).catch(() => 0);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
