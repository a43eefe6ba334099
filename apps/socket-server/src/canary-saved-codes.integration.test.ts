import type { PaymentResult } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaryCard, tracesOf } from './testing/canary-card.ts';
import type { CanaryCard } from './testing/canary-card.ts';
import { dumpDatabase } from './testing/dump-database.ts';
import { succeeded } from './testing/fields-client.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { cardOf } from './testing/test-cards.ts';

let stack: TestStack;
/** Each code that was typed for the saved card, beside its number. */
const typed: CanaryCard[] = [];
/** Everything that the server said, over HTTP and the socket. */
const said: string[] = [];
let paid: PaymentResult;

const keep = <T>(answer: T): T => {
  said.push(JSON.stringify(answer));
  return answer;
};
const found = (text: string) => typed.filter((card) => tracesOf(card).test(text)).map(() => 'a canary');

beforeAll(async () => {
  stack = await startTestStack();
  const { number, cvc } = canaryCard();
  typed.push({ number, cvc });
  const code = () => {
    const next = canaryCard().cvc;
    typed.push({ number, cvc: next });
    return next;
  };
  const setup = await stack.openHost({ mode: 'setup', amount_minor: undefined });
  const saving = await setup.client.prepareSaving(setup.hosted, { ...cardOf(number), cvc });
  const { payment_method: saved } = succeeded(keep(await setup.client.send('tokenize_payment_method', saving)));
  setup.client.close();

  // A processor that throws what it was given, then one that approves.
  const { deps } = stack.composed;
  const { processors } = deps;
  const first = await stack.openHost({ payment_method: saved.id });
  first.client.socket.onAny((_, payload) => said.push(JSON.stringify(payload)));
  deps.processors = {
    ...processors,
    route: async (payment) => ({
      ...(await processors.route(payment)),
      authorize: (request) => {
        throw new TypeError(`cannot send ${JSON.stringify(request)}`, { cause: new Error(JSON.stringify(request)) });
      },
    }),
  };
  keep(await first.client.pay(first.hosted, { payment_method: saved.id, cvc: code() }));
  deps.processors = processors;
  first.client.close();

  const second = await stack.openHost({ payment_method: saved.id });
  second.client.socket.onAny((_, payload) => said.push(JSON.stringify(payload)));
  const payment = { payment_method: saved.id, cvc: code() };
  paid = succeeded(keep(await second.client.pay(second.hosted, payment))).payment;
  keep(await stack.request('POST', `/v1/payments/${paid.id}/confirm`, { body: {} }));
  keep(await stack.request('GET', `/v1/payments/${paid.id}/events`));
  // In clear, as from a page that sends what it must not.
  keep(await second.client.socket.timeout(5_000).emitWithAck('process_payment', { saved_card: payment }));
  second.client.close();
});
afterAll(() => stack.close());

it('the code of a saved card is asked for, used and kept by no table', async () => {
  expect(paid).toMatchObject({ status: 'authorized' });
  const tables = await dumpDatabase(stack.database.ownerUrl);
  expect(tables.get('public.payment_methods')).not.toBe('');
  expect([...tables].filter(([, text]) => found(text).length > 0).map(([name]) => name)).toEqual([]);
});

it('nor by a log line or an answer, though its processor threw what it was given', () => {
  expect(stack.lines.some((line) => line.includes('"level":"error"'))).toBe(true);
  expect(said.length).toBeGreaterThan(5);
  for (const texts of [stack.lines, said]) expect(found(texts.join('\n'))).toEqual([]);
});

it('and the search would find each code', () => {
  for (const { cvc } of typed) expect(found(`{"cvc":"${cvc}"}`)).toContain('a canary');
});
