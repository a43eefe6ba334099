import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FIELDS_NAMESPACE, SOCKET_PATH } from '@fieldfare/protocol';
import { Server } from 'socket.io';
import { serveParent } from '../harness/serve-parent.ts';

// As long as a payment's result.
const ANSWER = { type: 'payment_result', payment: 'x'.repeat(700) };

/** The socket's own time: socket.io alone, as the payment server sets it up, which answers every event at once. */
serveParent({
  listen: async (): Promise<string> => {
    const http = createServer();
    const io = new Server(http, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
    });
    io.of(FIELDS_NAMESPACE).on('connection', (socket) => {
      socket.onAny((...args: unknown[]) => {
        const ack = args.at(-1) as (answer: unknown) => void;
        ack(ANSWER);
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  },
});
