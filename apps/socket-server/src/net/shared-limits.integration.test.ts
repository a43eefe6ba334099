import { afterAll, beforeAll, expect, it } from 'vitest';
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
let redis: TestRedis;
let stack: TestStack;
let beside: ServerBeside;

beforeAll(async () => {
  redis = await startRedis();
  stack = await startTestStack({
    settings: (settings) => ({
      ...settings,
      redisUrl: redis.url,
      limits: { ...settings.limits, handshakesPerMinutePerSession: LIMIT, requestsPerMinutePerKey: REQUESTS },
    }),
  });
  beside = await startBeside(stack);
  const isUp = async () => {
    const gauges = [stack.composed, beside.composed].map(({ deps }) => deps.metrics.redisUp.get());
    return (await Promise.all(gauges)).every(({ values }) => values[0]?.value === 1);
  };
  while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 20));
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
  const { values } = await stack.composed.deps.metrics.redisOperationDuration.get();
  const counted = values.find(({ metricName }) => metricName === 'redis_operation_duration_seconds_count');
  expect(counted).toMatchObject({ labels: { operation: 'take' } });
  expect(counted?.value).toBeGreaterThanOrEqual(LIMIT / 2);
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

it('[LM11] [SB1] without Redis each counts by itself and says so, and what is single use stays so on both', async () => {
  const { client, hosted } = await stack.openHost();
  const twin = await connectAt(beside.url, { host_token: hosted.host_token }, client.keys);
  succeeded(await twin.host());
  const { tokens } = succeeded(await client.send('host:siblingTokens', { kinds: ['card-exp'] }));
  await redis.kill();

  const outcomes = await handshakes(2 * LIMIT + 2);
  expect(outcomes).toEqual([...times(2 * LIMIT, 'let in'), ...times(2, 'too_many_handshakes')]);
  expect(await fallbacks()).toBeGreaterThan(0);
  for (const lines of [stack.lines, beside.lines]) expect(lines.join('')).toContain('Redis does not answer');

  const redeem = { kind: 'card-exp', sibling_token: tokens[0]?.sibling_token ?? '' } as const;
  expect(await client.send('sibling:connect', redeem)).toMatchObject({ type: 'sibling_session' });
  expect(await twin.send('sibling:connect', redeem)).toMatchObject({ detail: 'sibling_token_spent' });
});
