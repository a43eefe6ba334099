import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FIELDS_NAMESPACE, SOCKET_PATH } from '@fieldfare/protocol';
import { Server } from 'socket.io';
import { serveParent } from '../harness/serve-parent.ts';

/** What a round trip costs at the least: socket.io alone, as the payment server sets it up, with an answer of the same shape and no look at the question. */
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
      socket.on('host:calculateFee', (request: { request_id: string }, ack: (answer: unknown) => void) => {
        const { request_id } = request;
        ack({ type: 'fee', fee_minor: 172, total_minor: 4900, request_id, timestamp: new Date().toISOString() });
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  },
});
