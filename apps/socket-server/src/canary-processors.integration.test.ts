import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { reconcileAttempts } from '@fieldfare/payments';
import { newId, ProcessorAccount } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from './testing/as-user.ts';
import { canaryCard, tracesOf } from './testing/canary-card.ts';
import type { CanaryCard } from './testing/canary-card.ts';
import { dumpDatabase } from './testing/dump-database.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { cardOf } from './testing/test-cards.ts';

type Answer = (quoted: string) => { status: number; type: string; body: string };

const failing =
  (status: number): Answer =>
  (quoted) => ({ status, type: 'application/json', body: JSON.stringify({ error: errorOf(status, quoted) }) });

/** How a processor that quotes whatever it is sent may word its answers; in an order in which no circuit opens. */
const ANSWERS: readonly Answer[] = [
  failing(400),
  failing(500),
  failing(401),
  (quoted) => ({ status: 200, type: 'application/json', body: JSON.stringify({ id: quoted, status: quoted }) }),
  failing(402),
  (quoted) => ({ status: 200, type: 'text/html', body: `<p>${quoted}</p>` }),
  failing(403),
  (quoted) => ({ status: 422, type: 'application/xml', body: xmlOf(quoted) }),
  failing(404),
  (quoted) => ({ status: 500, type: 'application/xml', body: `<error>${quoted}</error>` }),
  failing(429),
];
const errorOf = (status: number, quoted: string) => ({
  type: status === 402 ? 'card_error' : 'invalid_request_error',
  code: quoted,
  decline_code: quoted,
  message: quoted,
  param: quoted,
  doc_url: `https://docs.example/${quoted}`,
});
const xmlOf = (quoted: string) =>
  `<?xml version="1.0"?><api-error-response><errors><errors type="array"/><transaction><errors type="array"><error><code>${quoted}</code><attribute type="symbol">${quoted}</attribute><message>${quoted}</message></error></errors></transaction></errors><message>${quoted}</message></api-error-response>`;

const XML = { 'content-type': 'application/xml' };
/** What Braintree is asked first: the accounts that a currency can be charged by. */
const ACCOUNTS =
  '<merchant-accounts type="collection"><current-page-number type="integer">1</current-page-number><page-size type="integer">50</page-size><total-items type="integer">1</total-items><merchant-account><id>euros</id><status>active</status><currency-iso-code>EUR</currency-iso-code></merchant-account></merchant-accounts>';

const cards: CanaryCard[] = [];
const said: string[] = [];
const SIGNING_SECRET = ['whsec', newId('apiKey').slice(4)].join('_');
let answers: Answer[] = [];
/** What the processors were sent, to know that the test sends what it looks for. */
let sent = '';
let stack: TestStack;

const http = createServer((request, response) => {
  void buffer(request).then((body) => {
    sent += body.toString('utf8');
    const latest = cards.at(-1);
    if (request.url?.includes('/merchant_accounts')) return void response.writeHead(200, XML).end(ACCOUNTS);
    const { status, type, body: quoting } = (answers.shift() ?? failing(400))(`${latest?.number} cvc ${latest?.cvc}`);
    response.writeHead(status, { 'content-type': type, 'request-id': latest?.number ?? '' });
    response.end(quoting);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server = { host: '127.0.0.1', port: (http.address() as AddressInfo).port, protocol: 'http' } as const;
  stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({
      ...settings,
      processorServers: { stripe: server, braintree: server },
      limits: { ...settings.limits, cards: { ...settings.limits.cards, perNetwork: 1_000 } },
    }),
  });
  const key = () => newId('apiKey').slice(4);
  const stripe = await add({
    processor: 'stripe',
    secret_key: ['sk', 'test', key()].join('_'),
    webhook_secret: SIGNING_SECRET,
  });
  const keys = { merchant_id: key(), public_key: key(), private_key: key() };
  const braintree = await add({ processor: 'braintree', ...keys, rule: { currencies: ['EUR'] }, priority: 1 });
  stack.clock.advance(1_000);
  for (const answer of ANSWERS) await pay('USD', answer);
  // Braintree's SDK ends no call whose answer it cannot read before its time is over.
  for (const answer of ANSWERS.filter((each) => each('').status !== 200)) await pay('EUR', answer);
  for (const account of [stripe, braintree]) await tell(account);
  for (let look = 0; look < 3; look++) {
    stack.clock.advance(60_000);
    answers = [...ANSWERS, ...ANSWERS];
    const { failures } = await reconcileAttempts(stack.composed.deps);
    said.push(...failures.map(({ error }) => String((error as Error).stack)));
  }
});
afterAll(async () => {
  await stack.close();
  http.closeAllConnections();
  http.close();
});

async function add(body: Record<string, unknown>): Promise<ProcessorAccount> {
  const owner = await asUser(stack, 'owner');
  return ProcessorAccount.parse((await stack.request('POST', '/v1/processor_accounts', { ...owner, body })).body);
}

async function pay(currency: string, answer: Answer): Promise<void> {
  const canary = canaryCard();
  cards.push(canary);
  answers = Array.from({ length: 8 }, () => answer);
  const { client, hosted } = await stack.openHost({ currency });
  client.socket.onAny((_, payload) => said.push(JSON.stringify(payload)));
  said.push(JSON.stringify(await client.pay(hosted, { ...cardOf(canary.number), cvc: canary.cvc })));
  client.close();
}

/** A webhook with a card number in it, signed as it should be and not. */
async function tell({ webhook_url }: ProcessorAccount): Promise<void> {
  const canary = canaryCard();
  cards.push(canary);
  const quoted = `${canary.number} cvc ${canary.cvc}`;
  const object = { id: quoted, description: quoted, payment_intent: quoted, metadata: { fieldfare_attempt: quoted } };
  for (const type of ['payment_intent.canceled', 'refund.created', 'charge.dispute.created', quoted]) {
    const body = JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });
    const at = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', SIGNING_SECRET).update(`${at}.${body}`).digest('hex');
    for (const v1 of [signature, '00']) {
      const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${v1}` };
      const response = await fetch(stack.url + new URL(webhook_url).pathname, { method: 'POST', headers, body });
      said.push(await response.text());
    }
  }
}

const found = (text: string) => cards.filter((card) => tracesOf(card).test(text)).map(() => 'a canary');

it('a processor that quotes what it was sent is heard, and quoted nowhere: not in a table, a log line or an answer', async () => {
  expect(found(sent).length).toBeGreaterThan(10);
  const tables = await dumpDatabase(stack.database.ownerUrl);
  expect(tables.get('public.attempts')?.split('\n').length).toBeGreaterThanOrEqual(2 * ANSWERS.length - 2);
  const where = [...tables, ['the log', stack.lines.join('\n')] as const, ['an answer', said.join('\n')] as const];
  expect(where.filter(([, text]) => found(text).length > 0).map(([name]) => name)).toEqual([]);
});
