import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { serveParent } from '../harness/serve-parent.ts';

/** What fan-out costs at the least: ws alone, which sends one text to every socket each time that one of them asks. */
serveParent({
  listen: async (bytes: number): Promise<string> => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    const push = 'x'.repeat(bytes);
    server.on('connection', (socket) => {
      socket.on('message', () => {
        for (const client of server.clients) client.send(push);
      });
    });
    await new Promise((resolve) => server.once('listening', resolve));
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
