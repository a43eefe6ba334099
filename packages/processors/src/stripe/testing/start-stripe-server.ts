import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parseForm } from './form-params.ts';
import { StripeBooks } from './stripe-books.ts';
import { STRIPE_TEST_CARDS } from './stripe-cards.ts';
import { StripeFault, invalid } from './stripe-fault.ts';
import { routeStripe } from './stripe-routes.ts';

type Failure = { status: number; code: string } | 'drop';

export interface StripeServer {
  server: { host: string; port: number; protocol: 'http' };
  /** Every request as `METHOD path`, in order. */
  requests: string[];
  /** What the next requests are answered with instead, one each. */
  failNext(...answers: Failure[]): void;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}

const WORK_MS = 5;

/**
 * A server that speaks as much of Stripe's API as the adapter uses, and refuses everything else: an unknown path or parameter, a missing or
 * foreign key, a missing API version, an idempotency key that comes again with another request or while the first is under way.
 */
export async function startStripeServer(options: { secretKey: string; now: () => Date }): Promise<StripeServer> {
  const books = new StripeBooks(options.now);
  const failures: Failure[] = [];
  const requests: string[] = [];
  const replayed = createReplay();

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', 'http://stripe.test');
    const name = `${request.method} ${url.pathname}`;
    requests.push(name);
    const text = await bodyOf(request);
    const failure = failures.shift();
    if (failure === 'drop') return void request.socket.destroy();
    if (failure) {
      return send(response, fault(new StripeFault(failure.status, { type: typeOf(failure), code: failure.code })));
    }
    const answer = await replayed(request, `${name} ${text}`, () => {
      assertHeaders(request, options.secretKey);
      return routeStripe(books, request.method ?? '', url, parseForm(text));
    });
    const isUnanswered = answer.status === 200 && text.includes(`=${STRIPE_TEST_CARDS.unanswered}`);
    return isUnanswered ? void request.socket.destroy() : send(response, answer);
  };

  const http = createServer((request, response) => void serve(request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    server: { host: '127.0.0.1', port, protocol: 'http' },
    requests,
    failNext: (...answers) => failures.push(...answers),
    close: async () => {
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

/** Stripe's idempotency: the first answer of a key is kept, and given again to the same request alone. */
function createReplay() {
  const kept = new Map<string, { fingerprint: string; answer: Answer | null }>();
  return async ({ headers, method }: IncomingMessage, fingerprint: string, work: () => unknown): Promise<Answer> => {
    const key = headers['idempotency-key'];
    if (method === 'GET' || typeof key !== 'string') return run(work);
    const known = kept.get(key);
    if (known && known.fingerprint !== fingerprint) return fault(new StripeFault(400, { type: 'idempotency_error' }));
    if (known) return known.answer ?? fault(invalidInUse());
    const entry: { fingerprint: string; answer: Answer | null } = { fingerprint, answer: null };
    kept.set(key, entry);
    await wait(WORK_MS);
    entry.answer = run(work);
    return entry.answer;
  };
}

const invalidInUse = () => new StripeFault(409, { type: 'invalid_request_error', code: 'idempotency_key_in_use' });

function run(work: () => unknown): Answer {
  try {
    return { status: 200, body: structuredClone(work()) };
  } catch (error) {
    return fault(error);
  }
}

function assertHeaders({ headers }: IncomingMessage, secretKey: string): void {
  if (headers.authorization !== `Bearer ${secretKey}`) {
    throw new StripeFault(401, { type: 'invalid_request_error', code: 'api_key_invalid' });
  }
  if (!/^\d{4}-\d\d-\d\d/.test(String(headers['stripe-version']))) throw invalid('version_missing', 'No version.');
}

const typeOf = ({ status }: { status: number }) => (status >= 500 ? 'api_error' : 'invalid_request_error');

function fault(error: unknown): Answer {
  if (!(error instanceof StripeFault)) throw error;
  return { status: error.status, body: structuredClone({ error: error.body }) };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
