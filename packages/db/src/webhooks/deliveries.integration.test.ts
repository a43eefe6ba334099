import { systemClock } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import type { Mode } from '@fieldfare/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createDeliveryWork } from './delivery-work.ts';
import type { MadeAttempt, Verdict } from './delivery-work.ts';
import { createEndpointStore } from './endpoint-store.ts';
import { deliver, insertEvents } from './event-recorder.ts';
import type { DueEndpoint, NewEvent } from './event-recorder.ts';

const MINUTE_MS = 60_000;

let test: OpenTestDatabase;
let database: Database;
let merchantId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database } = test);
});
beforeEach(async () => {
  merchantId = await insertMerchant(database);
});
afterAll(() => test.close());

const work = () => createDeliveryWork(database.pool);
const store = () => createDeliveryStore(database.pool);
const scope = (mode: Mode = 'test') => ({ merchantId, mode });

async function endpointOf(of: { merchantId: string; mode: Mode }, eventTypes = ['*']): Promise<string> {
  const [id, at] = [newId('webhookEndpoint'), new Date()];
  const change = { actor: { type: 'system', id: null, name: 'Test' } as const, requestId: 'req_test', at };
  const url = 'https://shop.example/';
  const endpoint = { ...of, id, url, description: null, eventTypes, secretId: newId('secret'), createdAt: at };
  await createEndpointStore(database, systemClock).insert(endpoint, 16, change);
  return id;
}
const disable = (id: string) => database.prisma.webhookEndpoint.update({ where: { id }, data: { status: 'disabled' } });

function eventOf(type: NewEvent['type'] = 'payment.captured', createdAt = new Date()): NewEvent {
  const related = newId('payment');
  const data = { id: related, object: 'payment' };
  return { ...scope(), id: newId('event', createdAt), type, related, version: 1, data, factId: null, createdAt };
}
async function recorded(events: NewEvent[]): Promise<DueEndpoint[]> {
  const client = await database.pool.connect();
  try {
    return await insertEvents(client, events);
  } finally {
    client.release();
  }
}
/** A delivery of an event to an endpoint, and what a worker loads of it. */
async function due(endpointId: string, event = eventOf()) {
  await recorded([event]);
  const client = await database.pool.connect();
  const [id = ''] = await deliver(client, [{ eventId: event.id, endpointId, isFailing: false }], new Date());
  client.release();
  const loaded = await work().load(id);
  if (!loaded) throw new Error('the delivery is gone');
  return loaded;
}
const attempt = (number: number, startedAt = new Date()): MadeAttempt => ({
  number,
  startedAt,
  durationMs: 5,
  statusCode: 500,
  error: null,
  responseBody: null,
});
const SUCCEEDED: Verdict = { type: 'succeeded' };
const again = (): Verdict => ({ type: 'again', delayMs: MINUTE_MS, at: new Date(Date.now() + MINUTE_MS) });
const failed = (disableFor: 'failing' | 'gone'): Verdict => {
  const audience = { type: 'merchant', merchantId } as const;
  const words = {
    kind: 'webhook_endpoint.disabled',
    severity: 'warning',
    title: 'It was disabled',
    body: 'Mend it.',
  } as const;
  return {
    type: 'failed',
    disable: disableFor,
    notice: { ...words, id: newId('notification'), at: new Date(), audience },
  };
};
const endpoint = (id: string) => database.prisma.webhookEndpoint.findUniqueOrThrow({ where: { id } });
const statusOf = async (id: string) =>
  (await database.prisma.webhookDelivery.findUniqueOrThrow({ where: { id } })).status;
const told = () => database.prisma.notification.count({ where: { merchantId } });
const jobs = async (id: string) =>
  (await test.owner.query('SELECT queue_name FROM graphile_worker.jobs WHERE key = $1', [id])).rows;

describe('an event', () => {
  it('is heard of by enabled endpoints of its merchant and mode whose filter names it, and by no other', async () => {
    const other = await insertMerchant(database);
    const hearing = [
      await endpointOf(scope()),
      await endpointOf(scope(), ['payment.captured']),
      await endpointOf(scope(), ['refund.*', 'payment.*']),
    ];
    await endpointOf(scope(), ['refund.*', 'payment.declined', 'payment_method.*']);
    await endpointOf(scope('live'));
    await endpointOf({ merchantId: other, mode: 'test' });
    await disable(await endpointOf(scope()));
    const heard = await recorded([eventOf()]);
    expect(heard.map(({ endpointId }) => endpointId).toSorted()).toEqual(hearing.toSorted());
    expect(await recorded([{ ...eventOf(), type: 'webhook_endpoint.test' }])).toEqual([]);
  });
});

describe('an attempt', () => {
  it('is noted once, whoever made it, and ends a delivery once', async () => {
    const delivery = await due(await endpointOf(scope()));
    const noted = await Promise.all([1, 2].map(() => work().note(delivery, attempt(1), again(), new Date())));
    expect(noted.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await work().note(delivery, attempt(2), SUCCEEDED, new Date())).toMatchObject({ isNew: true });
    expect(await work().note(delivery, attempt(3), again(), new Date())).toMatchObject({ isNew: false });
    expect(await statusOf(delivery.id)).toBe('succeeded');
    expect((await store().attempts(delivery.id)).map(({ number }) => number)).toEqual([1, 2]);
    expect(await work().load(delivery.id)).toBeNull();
  });

  it('that is the last of three days disables what failed ever since, takes back what waits, and tells its people', async () => {
    const id = await endpointOf(scope());
    const [delivery, waiting] = [await due(id), await due(id)];
    await work().note(delivery, attempt(1), again(), new Date());
    expect((await endpoint(id)).failingSince).not.toBeNull();
    expect(await work().note(delivery, attempt(2), failed('failing'), new Date())).toMatchObject({
      isDisabledNow: true,
    });
    expect(await endpoint(id)).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    expect([await statusOf(delivery.id), await statusOf(waiting.id), await told()]).toEqual(['failed', 'canceled', 1]);
    expect(await work().note(waiting, attempt(1), failed('failing'), new Date())).toMatchObject({
      isDisabledNow: false,
    });
    expect(await told()).toBe(1);
  });

  it('that is the last of an event which alone is refused disables nothing', async () => {
    const id = await endpointOf(scope());
    const [delivery, other] = [await due(id), await due(id)];
    await work().note(delivery, attempt(1, new Date(Date.now() - 2 * MINUTE_MS)), again(), new Date());
    await work().note(other, attempt(1), SUCCEEDED, new Date());
    expect(await endpoint(id)).toMatchObject({ failingSince: null });
    expect(await work().note(delivery, attempt(2), failed('failing'), new Date())).toMatchObject({
      isDisabledNow: false,
    });
    expect([(await endpoint(id)).status, await statusOf(delivery.id), await told()]).toEqual(['enabled', 'failed', 0]);
    const gone = await due(id);
    expect(await work().note(gone, attempt(1), failed('gone'), new Date())).toMatchObject({ isDisabledNow: true });
  });

  it('of an endpoint that fails waits in one of four lanes, and of another one in none', async () => {
    const id = await endpointOf(scope());
    const delivery = await due(id);
    expect(await jobs(delivery.id)).toEqual([{ queue_name: null }]);
    await work().note(delivery, attempt(1), again(), new Date());
    expect(await jobs(delivery.id)).toEqual([{ queue_name: expect.stringMatching(`^${id}:[0-3]$`) }]);
    const [heard] = await recorded([eventOf()]);
    expect(heard).toMatchObject({ endpointId: id, isFailing: true });
  });
});

it('what was forgotten is queued again, and nothing else', async () => {
  const id = await endpointOf(scope());
  const [forgotten, waiting, done] = [await due(id), await due(id), await due(id)];
  await work().note(done, attempt(1), SUCCEEDED, new Date());
  for (const lost of [forgotten, done]) await test.owner.query('SELECT graphile_worker.remove_job($1)', [lost.id]);
  const requeue = (before: number) => work().requeueForgotten(new Date(Date.now() + before), 10);
  expect(await requeue(-MINUTE_MS)).toBe(0);
  expect(await requeue(MINUTE_MS)).toBe(1);
  expect((await jobs(forgotten.id)).length).toBe(1);
  expect([await requeue(MINUTE_MS), (await jobs(waiting.id)).length]).toEqual([0, 1]);
});

describe('delivering again', () => {
  const from = () => new Date(Date.now() - MINUTE_MS);
  const to = () => new Date(Date.now() + MINUTE_MS);
  const range = (endpointId: string, isUndeliveredOnly = true, limit = 10) => {
    return store().redeliverRange(
      scope(),
      { endpointId, from: from(), to: to(), isUndeliveredOnly, limit },
      new Date(),
    );
  };

  it('a range sends what its endpoint hears of and has not got, and not what is on its way', async () => {
    const id = await endpointOf(scope(), ['payment.*']);
    const [onItsWay, accepted, refused] = [await due(id), await due(id), await due(id)];
    await work().note(accepted, attempt(1), SUCCEEDED, new Date());
    await work().note(refused, attempt(1), failed('failing'), new Date());
    await database.prisma.webhookEndpoint.update({ where: { id }, data: { status: 'enabled' } });
    await recorded([eventOf(), eventOf('refund.succeeded')]);
    await recorded([
      { ...eventOf(), mode: 'live' },
      { ...eventOf(), merchantId: await insertMerchant(database) },
    ]);
    // What was refused, and what nobody was told of. What waited was taken back when the endpoint was disabled.
    expect([await statusOf(onItsWay.id), await range(id)]).toEqual(['canceled', { deliveries: 3, nextFrom: null }]);
    expect(await range(id)).toEqual({ deliveries: 0, nextFrom: null });
    expect(await range(id, false)).toMatchObject({ deliveries: 4 });
    expect(await range(id, false, 3)).toMatchObject({ deliveries: 3, nextFrom: expect.any(Date) });
    await disable(id);
    expect(await range(id, false)).toMatchObject({ deliveries: 0 });
  });

  it('one sends nothing of another merchant or mode, and nothing to another’s endpoint', async () => {
    const event = eventOf();
    await recorded([event]);
    const other = await insertMerchant(database);
    const theirs = await endpointOf({ merchantId: other, mode: 'test' });
    const redeliver = (of: { merchantId: string; mode: Mode }, to: string | null) =>
      store().redeliver(event.id, of, to, new Date());
    expect(await redeliver({ merchantId: other, mode: 'test' }, theirs)).toEqual([]);
    expect(await redeliver(scope(), theirs)).toEqual([]);
    const live = await endpointOf(scope('live'));
    expect(await redeliver(scope('live'), live)).toEqual([]);
    expect(await redeliver(scope(), null)).toEqual([]);
    expect((await range(theirs, false)).deliveries).toBe(0);
    const hearing = await endpointOf(scope());
    for (const of of [{ merchantId: other, mode: 'test' } as const, scope('live')])
      expect([await redeliver(of, null), await redeliver(of, hearing)]).toEqual([[], []]);
    await disable(hearing);
    const own = await endpointOf(scope(), ['refund.*']);
    expect(await redeliver(scope(), null)).toEqual([]);
    expect(await redeliver(scope(), own)).toMatchObject([{ endpoint: own, event: event.id, status: 'pending' }]);
  });

  it('is found in the log of its own endpoint alone', async () => {
    const [id, other] = [await endpointOf(scope()), await endpointOf(scope())];
    const delivery = await due(id);
    expect(await store().find(delivery.id, id)).toMatchObject({ id: delivery.id });
    expect(await store().find(delivery.id, other)).toBeNull();
    expect((await store().list(other, { limit: 10 })).items).toEqual([]);
  });
});
