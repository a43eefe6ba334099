import { CONSOLE_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol/constants';
import { io } from 'socket.io-client';

/** What a console socket needs of a connection, and no more; tests bring their own. */
export interface Transport {
  on(event: string, listener: (payload: unknown) => void): void;
  /** Sends and waits for the acknowledgement; rejects when none comes in time. */
  ask(event: string, payload: object): Promise<unknown>;
  close(): void;
}

const ANSWER_TIMEOUT_MS = 10_000;

/** Opens one connection to the console namespace. It does not reconnect by itself: ConsoleSocket decides when. */
export function openTransport(paymentsOrigin: string, token: string): Transport {
  // A slash at its end, easily pasted, would name another namespace.
  const socket = io(paymentsOrigin.replace(/\/+$/, '') + CONSOLE_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { protocol: PROTOCOL_VERSION, token },
  });
  return {
    on: (event, listener) => void socket.on(event, listener),
    ask: (event, payload) => socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(event, payload),
    close: () => void socket.disconnect(),
  };
}
