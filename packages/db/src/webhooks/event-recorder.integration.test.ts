import { systemClock } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../connect.ts';
import type { Database } from '../connect.ts';
import { createPaymentRepository } from '../repositories/payment-repository.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import type { TestDatabase } from '../testing/create-test-database.ts';
import { approvalOf, insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { createEndpointStore } from './endpoint-store.ts';
import { createEventRecorder } from './event-recorder.ts';
import { createEventStore } from './event-store.ts';

let test: TestDatabase;
let database: Database;
let merchantId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.paymentsUrl });
});
beforeEach(async () => {
  merchantId = await insertMerchant(database);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const recorder = () => createEventRecorder(database.pool);
const scope = () => ({ merchantId, mode: 'test' as const });
const events = async () =>
  (await createEventStore(database.pool).list(scope(), { limit: 100, afterSequence: 0 })).items;

/** An authorized payment: two facts, of which merchants hear the second. */
async function authorize(): Promise<string> {
  const payments = createPaymentRepository(database.pool);
  const intent = intentFor(await insertSession(database, merchantId));
  const begun = await payments.begin(intent);
  if (begun.type !== 'begun') throw new Error(`the payment is ${begun.type}`);
  await payments.commit(approvalOf(begun.payment, intent.attemptId));
  return intent.paymentId;
}

/** A further fact of the same kind, by a transaction of the test's own. */
const INSERT = `INSERT INTO outbox (type, merchant_id, payment_id, version, created_at, object)
  SELECT type, merchant_id, payment_id, version, created_at, object FROM outbox WHERE payment_id = $1 AND object IS NOT NULL LIMIT 1 RETURNING id`;

describe('the recorder', () => {
  it('loses none that were committed out of order', async () => {
    const payment = await authorize();
    await recorder().record(100, new Date());
    const slow = await database.pool.connect();
    try {
      await slow.query('BEGIN');
      const early = (await slow.query(INSERT, [payment])).rows[0].id;
      const late = (await database.pool.query(INSERT, [payment])).rows[0].id;
      expect(late).toBeGreaterThan(early);
      expect(await recorder().record(100, new Date())).toMatchObject({ recorded: 1 });
      await slow.query('COMMIT');
    } finally {
      slow.release();
    }
    expect(await recorder().record(100, new Date())).toMatchObject({ recorded: 1 });
    expect((await events()).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('gives every fact to one of several, and a merchant a sequence without a gap', async () => {
    await Promise.all(Array.from({ length: 30 }, authorize));
    const taken = await Promise.all(Array.from({ length: 4 }, () => recorder().record(11, new Date())));
    taken.push(await recorder().record(100, new Date()));
    expect(taken.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(30);
    const recorded = await events();
    expect(recorded.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(new Set(recorded.map(({ data }) => data.id)).size).toBe(30);
  });

  it('commits events, deliveries and jobs together or leaves the facts as they are', async () => {
    const at = new Date();
    await createEndpointStore(database, systemClock).insert(
      {
        ...scope(),
        id: newId('webhookEndpoint'),
        url: 'https://shop.example/',
        description: null,
        eventTypes: ['*'],
        secretId: 'vsec_1',
        createdAt: at,
      },
      16,
      { actor: { type: 'system', id: null, name: 'Test' }, requestId: 'req_test', at },
    );
    await authorize();
    const jobs = async () =>
      (await database.pool.query("SELECT count(*) AS n FROM graphile_worker.jobs WHERE key LIKE 'wd_%'")).rows[0].n;
    const deliveries = async () =>
      (await database.pool.query('SELECT count(*) AS n FROM webhook_deliveries')).rows[0].n;
    // Before all times of the database, which meets it only when the events are already written.
    await expect(recorder().record(100, new Date('-005000-01-01T00:00:00.000Z'))).rejects.toThrow(/timestamp/);
    expect([await deliveries(), await jobs(), (await events()).length]).toEqual([0, 0, 0]);
    expect(await recorder().record(100, new Date())).toMatchObject({ recorded: 1 });
    expect([await deliveries(), await jobs(), (await events()).length]).toEqual([1, 1, 1]);
  });

  it('is held up by none that cannot be shown, however many, and looks at them again later', async () => {
    const payment = await authorize();
    const broken: number[] = [];
    for (let i = 0; i < 2; i++) broken.push((await database.pool.query(INSERT, [payment])).rows[0].id);
    const spoil = (change: string) =>
      database.pool.query(`UPDATE outbox SET object = ${change} WHERE id = ANY ($1)`, [broken]);
    const { rows } = await database.pool.query('SELECT object FROM outbox WHERE id = $1', [broken[0]]);
    await spoil("object - 'created_at'");
    const good = (await database.pool.query(INSERT, [payment])).rows[0].id;
    await database.pool.query('UPDATE outbox SET object = $2 WHERE id = $1', [good, rows[0].object]);
    const [one, now] = [recorder(), new Date()];
    expect(await one.record(1, now)).toMatchObject({ recorded: 1 });
    const look = async (at: Date) => {
      const { recorded, failures } = await one.record(2, at);
      return [recorded, failures.map(({ factId }) => factId)];
    };
    expect(await look(now)).toEqual([0, broken]);
    expect(await look(now)).toEqual([1, []]);
    expect(await look(now)).toEqual([0, []]);
    await spoil(`'${JSON.stringify(rows[0].object)}'::jsonb`);
    expect(await look(new Date(now.getTime() + 60_000))).toEqual([2, []]);
  });

  it('looks past very many of them in no time', { timeout: 60_000 }, async () => {
    const payment = await authorize();
    await database.pool.query(
      `INSERT INTO outbox (type, merchant_id, payment_id, version, created_at, object)
      SELECT type, merchant_id, payment_id, version, created_at, object - 'created_at' FROM outbox, generate_series(1, 40000)
      WHERE payment_id = $1 AND object IS NOT NULL`,
      [payment],
    );
    const [one, now] = [recorder(), new Date()];
    expect((await one.record(50_000, now)).failures).toHaveLength(40_000);
    const startedAt = performance.now();
    expect(await one.record(200, now)).toMatchObject({ recorded: 0, failures: [] });
    // A tenth of a second or so; comparing each with all of them took eight seconds.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await database.pool.query("DELETE FROM outbox WHERE NOT object ? 'created_at'");
  });

  it('passes over a fact that cannot be shown, and keeps it', async () => {
    const payment = await authorize();
    const { rows } = await database.pool.query(INSERT, [payment]);
    await database.pool.query("UPDATE outbox SET object = object - 'created_at' WHERE id = $1", [rows[0].id]);
    expect(await recorder().record(100, new Date())).toMatchObject({ recorded: 1, failures: [{ factId: rows[0].id }] });
    const { rows: left } = await database.pool.query('SELECT recorded_at FROM outbox WHERE id = $1', [rows[0].id]);
    expect(left).toEqual([{ recorded_at: null }]);
  });
});
