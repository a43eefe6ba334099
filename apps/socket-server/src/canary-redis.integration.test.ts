import { FIELDS_NAMESPACE } from '@fieldfare/protocol';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { canaryCard, tracesOf } from './testing/canary-card.ts';
import { connectConsole } from './testing/console-client.ts';
import { connectFields, succeeded } from './testing/fields-client.ts';
import { startBeside } from './testing/start-beside.ts';
import type { ServerBeside } from './testing/start-beside.ts';
import { startRedis } from './testing/start-redis.ts';
import type { TestRedis } from './testing/start-redis.ts';
import { startTestStack } from './testing/start-test-stack.ts';
import type { TestStack } from './testing/start-test-stack.ts';
import { SHOP_ORIGIN } from './testing/test-merchant.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
let redis: TestRedis;
let stack: TestStack;
let beside: ServerBeside;
let watcher: ReturnType<typeof createClient>;
/** Every command that anybody gives Redis, with its arguments. */
const commands: string[] = [];

beforeAll(async () => {
  redis = await startRedis();
  watcher = createClient({ url: redis.url });
  await watcher.connect();
  await watcher.monitor((command) => commands.push(command));
  stack = await startTestStack({ settings: (settings) => ({ ...settings, redisUrl: redis.url }) });
  beside = await startBeside(stack);
  for (const { server } of [stack, beside])
    await vi.waitUntil(async () => (await server.io.of(FIELDS_NAMESPACE).adapter.serverCount()) === 2, PATIENCE);
});

afterAll(async () => {
  watcher.destroy();
  await beside.close();
  await stack.close();
  await redis.stop();
});

it('nothing that is ever written to Redis holds a card, whatever is done with it and wherever it is put', async () => {
  const cards = Array.from({ length: 8 }, canaryCard);
  const [paid, refused, misplaced, named, asToken, asEvent, asKey, asEmail] = cards;
  const typed = (card = paid) => ({ number: '', cvc: '', ...card, exp_month: 11, exp_year: 2031, name: 'Canary' });
  const { token } = await stack.signIn('owner');
  const console = await connectConsole(beside.url, token, stack.settings.origins.web);
  await console.send('subscribe', { room: `merchant:${stack.merchant.id}:payments` });

  const { client, hosted } = await stack.openHost();
  const { payment } = succeeded(await client.pay(hosted, typed()));
  const told = await console.heard('payment:updated', ({ payload }) => payload.id === payment.id);
  expect(told.payload.id).toBe(payment.id);
  const other = await stack.openHost();
  await other.client.pay(other.hosted, { ...typed(refused), exp_year: 2020 });
  const payload = await other.client.preparePayment(other.hosted, typed(refused));
  await other.client.send('process_payment', { ...payload, metadata: { note: misplaced?.number ?? '' } });
  await other.client.socket.timeout(10_000).emitWithAck(asEvent?.number ?? '', {});
  await stack.request('POST', '/v1/sessions', { body: { [named?.number ?? '']: named?.cvc } });
  await stack.request('GET', '/v1/payments', { token: `sk_test_${asKey?.number}${asKey?.number}` });
  const signIn = { email: `${asEmail?.number}@canary.test`, password: asEmail?.number };
  await stack.request('POST', '/v1/console/sign_in', { token: null, body: signIn });
  await connectFields({
    url: stack.url,
    auth: { pt_token: asToken?.number ?? '' },
    observedOrigin: SHOP_ORIGIN,
    origin: stack.settings.origins.fields,
  }).catch(() => undefined);

  const written = commands.join('\n');
  // It has heard what goes by way of Redis: the fan-out of this very payment, and counts.
  expect(commands.length).toBeGreaterThan(10);
  expect(written).toContain(payment.id);
  const holding = commands.filter((command) => cards.some((card) => tracesOf(card).test(command)));
  expect(holding).toEqual([]);
  // And it finds a card where one is planted.
  await createPlant(redis.url, `card ${paid?.number}`);
  await vi.waitFor(() => expect(tracesOf(cards[0] ?? canaryCard()).test(commands.join('\n'))).toBe(true), PATIENCE);
}, 60_000);

async function createPlant(url: string, value: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.set('planted', value);
  await client.close();
}
