import { CONSOLE_NAMESPACE, newId, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import type { ConsoleEvent, ConsolePush, ConsolePushPayload, ConsoleRequest, RefusalData } from '@fieldfare/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

/** One console connection as a Node program. */
export interface ConsoleClient {
  socket: Socket;
  /** Everything that was pushed, in the order in which it came. */
  pushes: { event: string; payload: unknown }[];
  /** Sends one event and answers its acknowledgement, an error included. */
  send<E extends ConsoleEvent>(
    event: E,
    payload: Omit<ConsoleRequest<E>, 'request_id'>,
  ): Promise<Record<string, unknown>>;
  /** The first push of that event that fits, heard already or still to come. */
  heard<P extends ConsolePush>(
    event: P,
    fits?: (payload: ConsolePushPayload<P>) => boolean,
  ): Promise<ConsolePushPayload<P>>;
  /** The sequences of a room's pushes, in the order in which they came. */
  sequences(room: string): number[];
  /** Resolves once the connection is gone. */
  gone(): Promise<void>;
  close(): void;
}

/** Opens a console connection. @throws with the `refusal` where there is one */
export async function connectConsole(url: string, token: string, origin: string): Promise<ConsoleClient> {
  const socket = io(url + CONSOLE_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL_VERSION, token },
    extraHeaders: { origin },
  });
  const pushes: ConsoleClient['pushes'] = [];
  socket.onAny((event: string, payload: unknown) => pushes.push({ event, payload }));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error: Error & { data?: RefusalData }) => {
      socket.disconnect();
      reject(Object.assign(error, { refusal: error.data }));
    });
  });
  return {
    socket,
    pushes,
    send: (event, payload) =>
      socket.timeout(20_000).emitWithAck(event, { request_id: newId('request'), ...payload }) as Promise<
        Record<string, unknown>
      >,
    heard: <P extends ConsolePush>(event: P, fits: (payload: ConsolePushPayload<P>) => boolean = () => true) => {
      const known = pushes.find((push) => push.event === event && fits(push.payload as ConsolePushPayload<P>));
      if (known) return Promise.resolve(known.payload as ConsolePushPayload<P>);
      const name: string = event;
      return new Promise<ConsolePushPayload<P>>((resolve) => {
        const listen = (payload: ConsolePushPayload<P>) => {
          if (!fits(payload)) return;
          socket.off(name, listen);
          resolve(payload);
        };
        socket.on(name, listen);
      });
    },
    sequences: (room) =>
      pushes.flatMap(({ payload }) => {
        const push = payload as { room?: string; sequence?: number } | undefined;
        return push?.room === room && push.sequence !== undefined ? [push.sequence] : [];
      }),
    gone: () =>
      socket.disconnected ? Promise.resolve() : new Promise((resolve) => socket.once('disconnect', () => resolve())),
    close: () => void socket.disconnect(),
  };
}
