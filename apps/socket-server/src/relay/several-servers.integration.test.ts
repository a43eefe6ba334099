import { FIELDS_NAMESPACE } from '@fieldfare/protocol';
import type { Payment } from '@fieldfare/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectConsole } from '../testing/console-client.ts';
import type { ConsoleClient } from '../testing/console-client.ts';
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

describe.each(['PostgreSQL', 'Redis'] as const)('two payment servers over %s', (by) => {
  let redis: TestRedis | null = null;
  let here: TestStack;
  let there: ServerBeside;
  const consoles: ConsoleClient[] = [];

  beforeAll(async () => {
    redis = by === 'Redis' ? await startRedis() : null;
    const redisUrl = redis?.url ?? null;
    here = await startTestStack({ settings: (settings) => ({ ...settings, redisUrl }) });
    there = await startBeside(here);
    for (const { server } of [here, there])
      await vi.waitUntil(async () => (await server.io.of(FIELDS_NAMESPACE).adapter.serverCount()) === 2, PATIENCE);
  });
  afterEach(() => {
    for (const console of consoles.splice(0)) console.close();
  });
  afterAll(async () => {
    await there.close();
    await here.close();
    await redis?.stop();
  });

  const openConsole = async (url: string) => {
    const { token } = await here.signIn('owner');
    const console = await connectConsole(url, token, here.settings.origins.web);
    consoles.push(console);
    return console;
  };
  const room = () => `merchant:${here.merchant.id}:payments`;
  const hears = (console: ConsoleClient, id: string, status: Payment['status']) =>
    console.heard('payment:updated', ({ payload }) => payload.id === id && payload.status === status);
  /**
   * The newest sequence of the room, once all that was done is told and heard. That a payment has been heard of as it is now says less: each
   * push shows the payment of the moment, so that the one of an earlier change may show the latest, whose own push is yet to come.
   */
  const newestHeard = async (console: ConsoleClient): Promise<number> =>
    vi.waitFor(async () => {
      const { rows } = await here.composed.database.pool.query('SELECT 1 FROM outbox WHERE published_at IS NULL');
      expect(rows).toEqual([]);
      const newest = await here.composed.deps.outbox.sequence(room());
      expect(console.sequences(room()).at(-1)).toBe(newest);
      return newest;
    }, PATIENCE);
  const operate = (url: string, id: string, verb: 'confirm' | 'cancel') =>
    fetch(`${url}/v1/payments/${id}/${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.merchant.secret}` },
    });

  it('[MS1] tell every console every fact, in order and once, whichever of them it happened on', async () => {
    const [mine, theirs] = [await openConsole(here.url), await openConsole(there.url)];
    const [first] = await Promise.all([mine, theirs].map((console) => console.send('subscribe', { room: room() })));
    const payments = await Promise.all(Array.from({ length: 8 }, () => pay(here)));
    await Promise.all(
      payments.map(({ id }, index) => operate(index % 2 ? here.url : there.url, id, index % 3 ? 'confirm' : 'cancel')),
    );
    // A payment is told when it is begun, when it is authorized, and twice when it is confirmed or canceled.
    const told = payments.length * 4;
    const from = Number(first?.['sequence']) + 1;
    const expected = Array.from({ length: told }, (_, index) => from + index);
    for (const console of [mine, theirs])
      await vi.waitFor(() => expect(console.sequences(room())).toEqual(expected), PATIENCE);
  });

  it('[MS1] tell a field what was done to its payment on the other', async () => {
    const { client, hosted } = await here.openHost();
    const { payment } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
    await operate(there.url, payment.id, 'confirm');
    expect(await client.heard('payment:updated', ({ status }) => status === 'captured')).toMatchObject({
      id: payment.id,
    });
    expect(await client.send('payment_status', {})).toMatchObject({ session: { payment: { status: 'captured' } } });
    client.close();
  });

  it('[MS1] close a host on the other when its session gets a new generation', async () => {
    const { session, client } = await here.openHost();
    const renewed = await fetch(`${there.url}/v1/sessions/${session.id}/token`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.merchant.secret}` },
    });
    expect(renewed.status).toBe(200);
    expect(await client.heard('session:closed')).toEqual({ reason: 'new_generation' });
    await client.gone();
  });

  it('[MS2] give a console that lands on the other exactly what it missed, in order', async () => {
    const before = await openConsole(here.url);
    await before.send('subscribe', { room: room() });
    await pay(here);
    const last = await newestHeard(before);
    before.close();
    const [missed, other] = [await pay(here), await pay(here)];
    await Promise.all([operate(here.url, missed.id, 'confirm'), operate(there.url, other.id, 'cancel')]);
    await vi.waitFor(async () => expect(await here.composed.deps.outbox.sequence(room())).toBe(last + 8), PATIENCE);
    const after = await openConsole(there.url);
    expect(await after.send('subscribe', { room: room(), after_sequence: last })).toMatchObject({ sequence: last + 8 });
    await pay(here);
    const expected = Array.from({ length: 10 }, (_, index) => last + 1 + index);
    await vi.waitFor(() => expect(after.sequences(room())).toEqual(expected), PATIENCE);
  });

  it('measure how long the one waits for the other', async () => {
    const console = await openConsole(there.url);
    await console.send('subscribe', { room: room() });
    const payment = await pay(here);
    await hears(console, payment.id, 'authorized');
    await vi.waitFor(async () => {
      const metrics = await there.composed.deps.metrics.registry.metrics();
      expect(metrics).toMatch(/socket_adapter_lag_seconds_count [1-9]/);
    }, PATIENCE);
  });
});
