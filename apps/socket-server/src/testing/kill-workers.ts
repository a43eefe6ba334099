import { pay } from './pay.ts';
import { runProgram } from './run-program.ts';
import type { Program } from './run-program.ts';
import { startReceiver } from './start-receiver.ts';
import type { Receiver } from './start-receiver.ts';
import { startTestStack } from './start-test-stack.ts';
import type { TestStack } from './start-test-stack.ts';

export interface KillOptions {
  kills: number;
  eventsPerKill: number;
  /** From 0 to 1: how much of its work each worker does before it is killed. */
  random: () => number;
  say: (line: string) => void;
}

export interface KillReport {
  events: number;
  /** Of how many different events the receiver heard, and how often in all. */
  heard: number;
  requests: number;
  /** Events that came again with another body. */
  changed: number;
  /** Deliveries that the books do not call succeeded. */
  open: number;
}

/** How long a killed worker's jobs stay with it. */
const DEAD_AFTER_SECONDS = 3;

/**
 * Kills the process that records and delivers events (SIGKILL) again and again in the middle of its work, lets a last one finish, and
 * compares what a merchant's server heard with what the database holds.
 */
export async function killWorkers(options: KillOptions): Promise<KillReport> {
  const stack = await startTestStack({
    settings: (settings) => ({ ...settings, webhooks: { ...settings.webhooks, isInProcess: false } }),
  });
  const receiver = await startReceiver();
  try {
    await stack.request('POST', '/v1/webhook_endpoints', { body: { url: receiver.url } });
    const { id } = await pay(stack);
    for (let kill = 1; kill <= options.kills; kill++) {
      await addFacts(stack, id, options.eventsPerKill);
      await killAtWork(stack, receiver, options);
      options.say(`${kill} of ${options.kills} workers killed, ${receiver.received.length} requests heard`);
    }
    const last = await startWorker(stack);
    await receiver.heardOf(1 + options.kills * options.eventsPerKill);
    await untilNothingIsOpen(stack);
    last.kill('SIGTERM');
    await last.ended;
    return await report(stack, receiver);
  } finally {
    await receiver.close();
    await stack.close();
  }
}

/** Facts like the payment's own, as if so many payments had been authorized. */
async function addFacts({ composed }: TestStack, paymentId: string, count: number): Promise<void> {
  await composed.database.pool.query(
    `INSERT INTO outbox (type, merchant_id, payment_id, version, created_at, object)
      SELECT o.type, o.merchant_id, o.payment_id, o.version, o.created_at, o.object FROM outbox o, generate_series(1, $2)
      WHERE o.id = (SELECT min(id) FROM outbox WHERE payment_id = $1 AND object IS NOT NULL)`,
    [paymentId, count],
  );
}

async function killAtWork(stack: TestStack, receiver: Receiver, options: KillOptions): Promise<void> {
  const worker = await startWorker(stack);
  await receiver.heard(receiver.received.length + 1 + Math.floor(options.random() * options.eventsPerKill * 0.5));
  worker.kill('SIGKILL');
  await worker.ended;
}

async function startWorker({ dataDir, database }: TestStack): Promise<Program> {
  const worker = runProgram('worker.ts', {
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
    WEBHOOK_DEAD_WORKER_SECONDS: String(DEAD_AFTER_SECONDS),
    WEBHOOK_TIMEOUT_SECONDS: '1',
  });
  await worker.says('webhook worker runs');
  return worker;
}

async function untilNothingIsOpen(stack: TestStack): Promise<void> {
  while ((await countOpen(stack)) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function countOpen({ composed }: TestStack): Promise<number> {
  const { rows } = await composed.database.pool.query<{ open: number }>(
    "SELECT count(*) AS open FROM webhook_deliveries WHERE status <> 'succeeded'",
  );
  return rows[0]?.open ?? 0;
}

async function report(stack: TestStack, { received }: Receiver): Promise<KillReport> {
  const { rows } = await stack.composed.database.pool.query<{ id: string }>('SELECT id FROM events');
  const bodies = new Map<string, string>();
  let changed = 0;
  for (const { event, body } of received) {
    if ((bodies.get(event.id) ?? body) !== body) changed += 1;
    bodies.set(event.id, body);
  }
  const heard = rows.filter(({ id }) => bodies.has(id)).length;
  return { events: rows.length, heard, requests: received.length, changed, open: await countOpen(stack) };
}
