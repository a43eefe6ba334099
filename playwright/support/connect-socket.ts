import { io, type Socket } from 'socket.io-client';

/** How the payment server let a socket in or turned it away. */
export type Handshake =
  | { outcome: 'accepted'; socket: Socket; greeting: unknown }
  | { outcome: 'refused'; status: number; code: string; detail: string };

export interface SocketOptions {
  /** The payment server's origin. */
  payments: string;
  namespace: '/fields' | '/console';
  auth: Record<string, unknown>;
  /** The Origin header, as a browser would set it for the document that opens the socket. */
  origin: string;
}

interface Refusal {
  status: number;
  code: string;
  detail: string;
}

/** Opens a socket from Node, as an attacker outside any browser would, and tells what the server made of it. */
export async function connectSocket({ payments, namespace, auth, origin }: SocketOptions): Promise<Handshake> {
  const socket = io(`${payments}${namespace}`, {
    path: '/ws',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { protocol: 1, ...auth },
    extraHeaders: { origin },
  });
  return new Promise((resolve, reject) => {
    const first = namespace === '/fields' ? 'connection_established' : 'connect';
    socket.once(first, (greeting: unknown) => resolve({ outcome: 'accepted', socket, greeting }));
    socket.once('connect_error', (error: Error & { data?: Refusal }) => {
      socket.close();
      if (!error.data) return reject(error);
      const { status, code, detail } = error.data;
      resolve({ outcome: 'refused', status, code, detail });
    });
  });
}

/** Resolves when the server has closed the socket. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.disconnected) resolve();
    else socket.once('disconnect', () => resolve());
  });
}
