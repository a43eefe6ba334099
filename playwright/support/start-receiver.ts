import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  url: string;
  /** Types of the events that arrived, in order. */
  heard: string[];
  /** What the next deliveries are answered with, until told otherwise. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

/** A merchant's server that hears webhooks on this machine. */
export async function startReceiver(): Promise<Receiver> {
  const heard: string[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const { type }: { type: string } = JSON.parse(text);
      heard.push(type);
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    heard,
    answerWith: (next) => {
      status = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close().closeAllConnections();
      await closed;
    },
  };
}
