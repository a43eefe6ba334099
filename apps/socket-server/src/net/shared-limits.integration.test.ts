import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectFields, HandshakeRefused, succeeded } from '../testing/fields-client.ts';
import type { FieldsClient } from '../testing/fields-client.ts';
import { startBeside } from '../testing/start-beside.ts';
import type { ServerBeside } from '../testing/start-beside.ts';
import { startRedis } from '../testing/start-redis.ts';
import type { TestRedis } from '../testing/start-redis.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../testing/test-merchant.ts';

const LIMIT = 4;
const REQUESTS = 15;
const MESSAGES = 20;
const PATIENCE = { timeout: 20_000, interval: 20 };
let redis: TestRedis;
let stack: TestStack;
let beside: ServerBeside;

beforeAll(async () => {
  redis = await startRedis();
  stack = await startTestStack({
    settings: (settings) => ({
      ...settings,
      redisUrl: redis.url,
      limits: {
        ...settings.limits,
        handshakesPerMinutePerSession: LIMIT,
        requestsPerMinutePerKey: REQUESTS,
        messagesPerMinutePerSession: MESSAGES,
      },
    }),
  });
  beside = await startBeside(stack);
  await redisIs('up');
});

afterAll(async () => {
  await beside.close();
  await stack.close();
  await redis.stop();
});

const connectAt = (url: string, auth: Record<string, unknown>, keys?: FieldsClient['keys']) =>
  connectFields({
    url,
    auth,
    observedOrigin: SHOP_ORIGIN,
    origin: stack.settings.origins.fields,
    ...(keys === undefined ? {} : { keys }),
  });

/** What becomes of so many handshakes of one session, at the two servers in turn. */
const handshakes = async (times: number) => {
  const auth = { pt_token: (await stack.createSession()).pt_token };
  const outcomes: string[] = [];
  for (let turn = 0; turn < times; turn++) {
    const url = turn % 2 === 0 ? stack.url : beside.url;
    outcomes.push(
      await connectAt(url, auth).then(
        (client) => (client.close(), 'let in'),
        (error: unknown) => (error instanceof HandshakeRefused ? (error.refusal?.detail ?? 'refused') : 'failed'),
      ),
    );
  }
  return outcomes;
};
const redisIs = (state: 'up' | 'gone') =>
  vi.waitFor(async () => {
    const gauges = [stack.composed, beside.composed].map(({ deps }) => deps.metrics.redisUp.get());
    const values = (await Promise.all(gauges)).map((gauge) => gauge.values[0]?.value);
    expect(values).toEqual(times(2, state === 'up' ? 1 : 0));
  }, PATIENCE);
/** How often Redis has answered, or failed to answer, a server that asked it so. */
const asked = async ({ composed }: Pick<TestStack, 'composed'>, operation: 'take' | 'tell') => {
  const { values } = await composed.deps.metrics.redisOperationDuration.get();
  const counted = values.find(
    ({ metricName, labels }) => metricName?.endsWith('_count') === true && labels.operation === operation,
  );
  return counted?.value ?? 0;
};
/** Until a server has told its use of budgets once more, and heard of the others'. */
const shares = async (server: Pick<TestStack, 'composed'>) => {
  const before = await asked(server, 'tell');
  await vi.waitFor(async () => expect(await asked(server, 'tell')).toBeGreaterThan(before), PATIENCE);
};
/** How many of so many messages a limit lets through. */
const letThrough = async (client: FieldsClient, messages: number) => {
  const answers = await Promise.all(times(messages, 0).map(() => client.send('host:calculateFee', { method: 'card' })));
  return answers.filter((answer) => answer.type !== 'error' || answer.detail !== 'too_many_messages').length;
};
/** What is let through of a session at one server, and then at the other, where it comes as soon as both have shared. */
const hop = async () => {
  const { client, hosted } = await stack.openHost();
  const here = await letThrough(client, MESSAGES);
  client.close();
  await shares(stack);
  const twin = await connectAt(beside.url, { host_token: hosted.host_token }, client.keys);
  await shares(beside);
  const there = await letThrough(twin, MESSAGES);
  twin.close();
  return { here, there };
};
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const fallbacks = async () => {
  const counts = await Promise.all(
    [stack.composed, beside.composed].map(({ deps }) => deps.metrics.limiterFallbacks.get()),
  );
  return counts.flatMap(({ values }) => values).reduce((sum, { value }) => sum + value, 0);
};

it('[LM11] two servers that share a Redis count handshakes together', async () => {
  expect(await handshakes(LIMIT + 2)).toEqual([...times(LIMIT, 'let in'), ...times(2, 'too_many_handshakes')]);
  expect(await fallbacks()).toBe(0);
  expect(await asked(stack, 'take')).toBeGreaterThanOrEqual(LIMIT / 2);
});

it('[LM11] two servers that share a Redis count requests together', async () => {
  const { secret } = await createTestMerchant(stack.composed, 'Busy');
  const statuses: number[] = [];
  for (let turn = 0; turn < REQUESTS + 2; turn++) {
    const url = turn % 2 === 0 ? stack.url : beside.url;
    statuses.push((await fetch(`${url}/v1/payments`, { headers: { authorization: `Bearer ${secret}` } })).status);
  }
  expect(statuses).toEqual([...times(REQUESTS, 200), 429, 429]);
});

/** A message more or two: budgets refill while the test runs. */
const REFILLED = 2;

it('[LM12] a session that comes to another server finds there what is left of its messages', async () => {
  const { here, there } = await hop();
  expect(here).toBe(MESSAGES - 1);
  expect(there).toBeLessThanOrEqual(REFILLED);
});

it('[LM11] a Redis that answers but does not count is said once, and nobody is refused for it', async () => {
  const admin = createClient({ url: redis.url });
  await admin.connect();
  await admin.configSet('maxmemory', '1');
  const before = await fallbacks();
  expect(await handshakes(LIMIT)).toEqual(times(LIMIT, 'let in'));
  expect(await fallbacks()).toBeGreaterThanOrEqual(before + LIMIT);
  for (const lines of [stack.lines, beside.lines]) {
    expect(lines.filter((line) => line.includes('Redis does not count'))).toHaveLength(1);
  }
  await admin.configSet('maxmemory', '0');
  await admin.close();
});

it('[LM11] a Redis that answers nobody is gone: each counts by itself, and asks it again when it answers', async () => {
  redis.freeze();
  expect(await handshakes(2)).toEqual(times(2, 'let in'));
  await redisIs('gone');
  redis.thaw();
  await redisIs('up');
});

it('[LM11] [SB1] without Redis each counts by itself and says so, and what is single use stays so on both', async () => {
  const { client, hosted } = await stack.openHost();
  const twin = await connectAt(beside.url, { host_token: hosted.host_token }, client.keys);
  succeeded(await twin.host());
  const { tokens } = succeeded(await client.send('host:siblingTokens', { kinds: ['card-exp'] }));
  await redis.kill();

  expect((await hop()).there).toBe(MESSAGES);
  const outcomes = await handshakes(2 * LIMIT + 2);
  expect(outcomes).toEqual([...times(2 * LIMIT, 'let in'), ...times(2, 'too_many_handshakes')]);
  expect(await fallbacks()).toBeGreaterThan(0);
  for (const lines of [stack.lines, beside.lines]) expect(lines.join('')).toContain('Redis does not answer');

  const redeem = { kind: 'card-exp', sibling_token: tokens[0]?.sibling_token ?? '' } as const;
  expect(await client.send('sibling:connect', redeem)).toMatchObject({ type: 'sibling_session' });
  expect(await twin.send('sibling:connect', redeem)).toMatchObject({ detail: 'sibling_token_spent' });

  await redis.restart();
  await redisIs('up');
  expect((await hop()).there).toBeLessThanOrEqual(REFILLED);
});
