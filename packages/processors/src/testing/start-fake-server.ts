import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProcessorServer } from '../processor-server.ts';

/** `drop`: the connection is closed instead of an answer. */
export type FakeAnswer = { status: number; headers: Record<string, string>; body: string } | 'drop';

export interface FakeServer<Failure> {
  server: ProcessorServer;
  /** Every request as `METHOD path`, in order. */
  requests: string[];
  /** What those requests brought with them. */
  bodies: string[];
  /** What the next requests are answered with instead, one each; null is answered as ever. */
  failNext(...failures: (Failure | 'drop' | null)[]): void;
  close(): Promise<void>;
}

export interface FakeRequest {
  request: IncomingMessage;
  url: URL;
  text: string;
}

/** A server on the loopback that stands in for a processor: `answer` is its side, `failed` how it words an error. */
export async function startFakeServer<Failure extends object>(
  answer: (request: FakeRequest) => Promise<FakeAnswer>,
  failed: (failure: Failure) => FakeAnswer,
): Promise<FakeServer<Failure>> {
  const failures: (Failure | 'drop' | null)[] = [];
  const requests: string[] = [];
  const bodies: string[] = [];
  const decide = async (request: IncomingMessage): Promise<FakeAnswer> => {
    const url = new URL(request.url ?? '', 'http://processor.test');
    requests.push(`${request.method} ${url.pathname}`);
    const text = await bodyOf(request);
    bodies.push(text);
    const failure = failures.shift();
    if (failure === undefined || failure === null) return answer({ request, url, text });
    return failure === 'drop' ? failure : failed(failure);
  };
  const http = createServer((request, response) => {
    void decide(request).then((decided) => {
      if (decided === 'drop') return void request.socket.destroy();
      response.writeHead(decided.status, decided.headers);
      response.end(decided.body);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    server: { host: '127.0.0.1', port, protocol: 'http' },
    requests,
    bodies,
    failNext: (...more) => failures.push(...more),
    close: async () => {
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
