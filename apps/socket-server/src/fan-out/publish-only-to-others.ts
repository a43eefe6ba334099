import type { PostgresAdapter } from '@socket.io/postgres-adapter';
import { MessageType } from 'socket.io-adapter';
import type { ClusterMessage } from 'socket.io-adapter';

/** How servers learn of each other; everything else is said only where somebody listens. */
const PRESENCE = new Set<MessageType>([
  MessageType.INITIAL_HEARTBEAT,
  MessageType.HEARTBEAT,
  MessageType.ADAPTER_CLOSE,
]);

interface Publisher {
  doPublish(message: ClusterMessage): Promise<string>;
}

/** Servers say every five seconds that they are there, so that whoever has heard nobody for this long is alone. */
const SURELY_HEARD_MS = 15_000;

/** Makes an adapter keep to itself what no other server would hear. A server that came up a moment ago may not have heard the others yet. */
export function publishOnlyToOthers(adapter: PostgresAdapter): PostgresAdapter {
  const since = performance.now();
  // The method is protected: made to be overridden, which the factory that builds the adapter leaves no other way to do.
  const publisher = adapter as unknown as Publisher;
  const publish = publisher.doPublish.bind(adapter);
  publisher.doPublish = async (message) =>
    PRESENCE.has(message.type) || performance.now() - since < SURELY_HEARD_MS || (await adapter.serverCount()) > 1
      ? publish(message)
      : '';
  return adapter;
}
