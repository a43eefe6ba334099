import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Census } from '../../../../apps/socket-server/src/server.ts';
import { succeeded } from '../../../../apps/socket-server/src/testing/fields-client.ts';
import type { TestStack } from '../../../../apps/socket-server/src/testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../../../apps/socket-server/src/testing/test-cards.ts';
import { createRandom } from '../crash/random.ts';
import type { Random } from '../crash/random.ts';

export interface SoakReport {
  cycles: number;
  payments: number;
  /** What the server still keeps when everybody has gone. */
  left: Census;
  /** Rows of things that were under way and are not any more. */
  rows: { attemptsUnderWay: number; nonces: number };
  /** Timers of the process, before and after. */
  timers: { before: number; after: number };
  /** Bytes of the heap after a collection: once everything was warm, and at the end. */
  heap: { warm: number; after: number };
}

export interface SoakOptions {
  stack: TestStack;
  count: number;
  seed: number;
  /** How long timers may take to be as few as before: those of idle database connections end with them, after half a minute. */
  timersWithinMs?: number;
  say?: (line: string) => void;
}

const AT_ONCE = 8;
/** So many cycles compile the code and fill the pools, before memory is looked at. */
const WARM_SHARE = 0.2;
const EVERYTHING_FORGOTTEN_MS = 13 * 60_000;

/** Shoppers come, pay, and go in every way that there is, over and over; then it looks at what they left behind. */
export async function soakCampaign({
  stack,
  count,
  seed,
  timersWithinMs = 0,
  say = () => {},
}: SoakOptions): Promise<SoakReport> {
  const random = createRandom(seed);
  const timersBefore = timers();
  const warming = Math.ceil(count * WARM_SHARE);
  let payments = await cycles(stack, random, warming, () => {});
  const warm = (await leaveAlone(stack)).heap;
  payments += await cycles(stack, random, count - warming, say);
  const { heap: after, left } = await leaveAlone(stack);
  const rows = await rowsLeft(stack);
  const timersEndBy = Date.now() + timersWithinMs;
  while (timers() > timersBefore && Date.now() < timersEndBy) await new Promise((resolve) => setTimeout(resolve, 500));
  return {
    cycles: count,
    payments,
    left,
    rows,
    timers: { before: timersBefore, after: timers() },
    heap: { warm, after },
  };
}

async function cycles(stack: TestStack, random: Random, count: number, say: (line: string) => void): Promise<number> {
  let begun = 0;
  let payments = 0;
  const shopper = async () => {
    while (begun < count) {
      begun += 1;
      if (begun % 1_000 === 0) say(`${begun} of ${count} cycles`);
      if (await cycle(stack, random)) payments += 1;
      stack.lines.length = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, shopper));
  return payments;
}

/** One shopper. Answers whether there was a payment that she heard of. */
async function cycle(stack: TestStack, random: Random): Promise<boolean> {
  const session = await stack.createSession();
  const client = await stack.connect({ pt_token: session.pt_token });
  // The WebSocket below everything: ended without a goodbye, as by a network that is gone.
  const drop = () => (client.socket.io.engine.transport as unknown as { ws: { terminate(): void } }).ws.terminate();
  switch (random.below(5)) {
    case 0: {
      drop();
      return false;
    }
    case 1: {
      succeeded(await client.host());
      client.close();
      return false;
    }
    case 2: {
      // Leaves while the payment is under way, resumes and hears of it.
      const hosted = succeeded(await client.host());
      const payload = {
        ...(await client.preparePayment(hosted, cardOf(TEST_CARDS.visa))),
        request_id: 'req_soak_repeat',
      };
      client.send('process_payment', payload).catch(() => {});
      drop();
      const resumed = await stack.connect({ host_token: hosted.host_token }, { keys: client.keys });
      succeeded(await resumed.host());
      succeeded(await resumed.send('process_payment', payload));
      resumed.close();
      return true;
    }
    default: {
      const hosted = succeeded(await client.host());
      succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
      if (random.below(2) === 0) drop();
      else client.close();
      return true;
    }
  }
}

/** Lets time pass until nothing need be remembered any more, and collects what nobody holds. */
async function leaveAlone(stack: TestStack): Promise<{ left: Census; heap: number }> {
  stack.clock.advance(EVERYTHING_FORGOTTEN_MS);
  const isEmpty = () => Object.values(stack.server.census()).every((count) => count === 0);
  const endsAt = Date.now() + 20_000;
  while (!isEmpty() && Date.now() < endsAt) await new Promise((resolve) => setTimeout(resolve, 50));
  while ((await stack.composed.deps.sweepExpired()) > 0);
  stack.lines.length = 0;
  collect();
  return { left: stack.server.census(), heap: process.memoryUsage().heapUsed };
}

async function rowsLeft({ composed }: TestStack): Promise<SoakReport['rows']> {
  const { rows } = await composed.database.pool.query(
    `SELECT (SELECT count(*)::int FROM attempts WHERE state IN ('in_flight', 'unknown')) AS attempts, (SELECT count(*)::int FROM nonces) AS nonces`,
  );
  const [found] = rows as [{ attempts: number; nonces: number }];
  return { attemptsUnderWay: found.attempts, nonces: found.nonces };
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let times = 0; times < 4; times += 1) gc();
}
