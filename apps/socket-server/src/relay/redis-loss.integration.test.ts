import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectConsole } from '../testing/console-client.ts';
import { succeeded } from '../testing/fields-client.ts';
import { pay } from '../testing/pay.ts';
import { startBeside } from '../testing/start-beside.ts';
import type { ServerBeside } from '../testing/start-beside.ts';
import { startRedis } from '../testing/start-redis.ts';
import type { TestRedis } from '../testing/start-redis.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

let redis: TestRedis;
let here: TestStack;
let there: ServerBeside;

beforeAll(async () => {
  redis = await startRedis();
  here = await startTestStack({ settings: (settings) => ({ ...settings, redisUrl: redis.url }) });
  there = await startBeside(here);
});
afterAll(async () => {
  await there.close();
  await here.close();
  await redis.stop();
});

const redisUp = async () => (await here.composed.deps.metrics.redisUp.get()).values[0]?.value;
const operate = (id: string, verb: 'confirm' | 'cancel') =>
  fetch(`${there.url}/v1/payments/${id}/${verb}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${here.merchant.secret}` },
  });

it('[MS3] payment servers go on without their Redis, say so once, and take it up again', async () => {
  const room = `merchant:${here.merchant.id}:payments`;
  const { token } = await here.signIn('owner');
  const console = await connectConsole(there.url, token, here.settings.origins.web);
  await console.send('subscribe', { room });
  const hears = (id: string, status: string) =>
    console.heard('payment:updated', ({ payload }) => payload.id === id && payload.status === status);
  const { client, hosted } = await here.openHost();
  await vi.waitFor(async () => expect(await redisUp()).toBe(1), PATIENCE);

  await redis.kill();
  await vi.waitFor(async () => expect(await redisUp()).toBe(0), PATIENCE);
  const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
  await hears(payment.id, 'authorized');
  await operate(payment.id, 'confirm');
  await client.heard('payment:updated', ({ status }) => status === 'captured');
  await hears(payment.id, 'captured');
  expect(here.lines.filter((line) => line.includes('Redis does not answer'))).toHaveLength(1);
  expect(here.lines.filter((line) => line.includes('left unhandled'))).toEqual([]);
  expect(await (await fetch(`${here.url}/health`)).json()).toMatchObject({ status: 'degraded' });
  expect((await fetch(`${here.url}/health/ready`)).status).toBe(200);

  await redis.restart();
  await vi.waitFor(async () => expect(await redisUp()).toBe(1), PATIENCE);
  const next = await pay(here);
  await operate(next.id, 'cancel');
  await hears(next.id, 'canceled');
  const sequences = console.sequences(room);
  expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
  client.close();
  console.close();
});
