import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { startFakeServer } from '../../testing/start-fake-server.ts';
import type { FakeAnswer, FakeServer } from '../../testing/start-fake-server.ts';
import { parseForm } from './form-params.ts';
import { StripeBooks } from './stripe-books.ts';
import { STRIPE_TEST_CARDS } from './stripe-cards.ts';
import { StripeFault, invalid } from './stripe-fault.ts';
import { newId } from './stripe-id.ts';
import { routeStripe } from './stripe-routes.ts';

export interface StripeServer extends FakeServer<{ status: number; code: string }> {
  /** What happens at Stripe and at banks, past us. */
  books: StripeBooks;
  /** An event about an object, as Stripe would deliver it to an endpoint with that signing secret. */
  webhook(type: string, object: unknown, secret: string): { body: string; headers: Record<string, string> };
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
  const replayed = createReplay();
  const fake = await startFakeServer<{ status: number; code: string }>(
    async ({ request, url, text }) => {
      const answer = await replayed(request, `${request.method} ${url.pathname} ${text}`, () => {
        assertHeaders(request, options.secretKey);
        return routeStripe(books, request.method ?? '', url, parseForm(text));
      });
      const isUnanswered = answer.status === 200 && text.includes(`=${STRIPE_TEST_CARDS.unanswered}`);
      return isUnanswered ? 'drop' : written(answer);
    },
    (failure) => written(fault(new StripeFault(failure.status, { type: typeOf(failure), code: failure.code }))),
  );
  return { ...fake, books, webhook };
}

function webhook(type: string, object: unknown, secret: string) {
  const event = { id: newId('evt'), object: 'event', type, data: { object } };
  const body = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${timestamp},v1=${signature}` };
  return { body, headers };
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

function written({ status, body }: Answer): FakeAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'request-id': 'req_test' },
    body: JSON.stringify(body),
  };
}
