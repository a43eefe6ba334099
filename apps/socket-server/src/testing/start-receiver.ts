import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Event } from '@fieldfare/protocol';

export interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  body: string;
  event: Event;
}

export interface Receiver {
  url: string;
  received: ReceivedWebhook[];
  /** Resolves once so many were received that fit, and answers them. */
  heard(count: number, fits?: (webhook: ReceivedWebhook) => boolean): Promise<ReceivedWebhook[]>;
  /** Resolves once so many different events were received. */
  heardOf(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A merchant's server that writes down what it is sent and answers what it is told. */
export async function startReceiver(answer: (webhook: ReceivedWebhook) => number = () => 204): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const webhook = { headers: request.headers, body, event: Event.parse(JSON.parse(body)) };
      received.push(webhook);
      response.writeHead(answer(webhook)).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const until = (isEnough: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isEnough()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    heard: async (count, fits = () => true) => {
      await until(() => received.filter(fits).length >= count);
      return received.filter(fits);
    },
    heardOf: (count) => until(() => new Set(received.map(({ event }) => event.id)).size >= count),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
