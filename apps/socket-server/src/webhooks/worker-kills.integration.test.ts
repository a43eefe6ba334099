import { WebhookEndpointWithSecret } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pay } from '../testing/pay.ts';
import { runProgram } from '../testing/run-program.ts';
import { startReceiver } from '../testing/start-receiver.ts';
import type { Receiver } from '../testing/start-receiver.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';

const EVENTS = 40;
const KILLS = 2;
let stack: TestStack;
let receiver: Receiver;

beforeAll(async () => {
  stack = await startTestStack({
    settings: (settings) => ({ ...settings, webhooks: { ...settings.webhooks, isInProcess: false } }),
  });
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await stack.close();
});

const startWorker = async () => {
  const worker = runProgram('worker.ts', {
    FIELDFARE_DATA_DIR: stack.dataDir,
    PAYMENTS_DATABASE_URL: stack.database.paymentsUrl,
    SANDBOX_DATABASE_URL: stack.database.sandboxUrl,
    WEBHOOK_DEAD_WORKER_SECONDS: '3',
    WEBHOOK_TIMEOUT_SECONDS: '1',
  });
  await worker.says('webhook worker runs');
  return worker;
};
const heardIds = () => new Set(receiver.received.map(({ event }) => event.id));

it(
  'loses nothing though its worker is killed again and again, and tells each event under one id',
  { timeout: 180_000 },
  async () => {
    const made = await stack.request('POST', '/v1/webhook_endpoints', { body: { url: receiver.url } });
    WebhookEndpointWithSecret.parse(made.body);
    const { id } = await pay(stack);
    const { pool } = stack.composed.database;
    for (let kill = 0; kill < KILLS; kill++) {
      await pool.query(
        `INSERT INTO outbox (type, merchant_id, payment_id, version, created_at, object)
        SELECT o.type, o.merchant_id, o.payment_id, o.version, o.created_at, o.object FROM outbox o, generate_series(1, $2)
        WHERE o.id = (SELECT min(id) FROM outbox WHERE payment_id = $1 AND object IS NOT NULL)`,
        [id, EVENTS / KILLS],
      );
      const before = receiver.received.length;
      const worker = await startWorker();
      await receiver.heard(before + 3);
      worker.kill('SIGKILL');
      expect(await worker.ended).toBe('SIGKILL');
    }
    const last = await startWorker();
    // The payment's own event, and those that were added.
    await expect.poll(() => heardIds().size, { timeout: 120_000, interval: 200 }).toBe(EVENTS + 1);
    const { rows } = await pool.query('SELECT id FROM events');
    expect(new Set(rows.map((row: { id: string }) => row.id))).toEqual(heardIds());
    await expect
      .poll(
        async () =>
          (await pool.query("SELECT count(*) AS n FROM webhook_deliveries WHERE status <> 'succeeded'")).rows[0].n,
        {
          timeout: 60_000,
        },
      )
      .toBe(0);
    last.kill('SIGTERM');
    expect(await last.ended).toBe(0);
  },
);
