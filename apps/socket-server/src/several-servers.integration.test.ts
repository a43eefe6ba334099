import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import type { Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compose } from './compose.ts';
import { parseEnv } from './env/parse-env.ts';
import { createLog } from './logging/logger.ts';
import { payPersistently } from './testing/persistent-shopper.ts';
import { runProgram } from './testing/run-program.ts';
import type { Program } from './testing/run-program.ts';
import { startNginx } from './testing/start-nginx.ts';
import type { TestNginx } from './testing/start-nginx.ts';
import { startRedis } from './testing/start-redis.ts';
import type { TestRedis } from './testing/start-redis.ts';
import { cardOf, TEST_CARDS } from './testing/test-cards.ts';
import { createTestMerchant, SHOP_ORIGIN } from './testing/test-merchant.ts';
import type { TestMerchant } from './testing/test-merchant.ts';

const SHOPPERS = 8;
/** The sandbox bank takes three seconds over an amount that ends in 51, which is when a server is ended. */
const SLOW_MINOR = 10_051;

let database: TestDatabase;
let dataDir: string;
let env: Record<string, string>;
let merchant: TestMerchant;
let redis: TestRedis;

beforeAll(async () => {
  [database, dataDir, redis] = await Promise.all([
    createTestDatabase(),
    mkdtemp(join(tmpdir(), 'fieldfare-several-')),
    startRedis(),
  ]);
  env = {
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_PORT: '0',
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
    REDIS_URL: redis.url,
    TRUSTED_PROXIES: '127.0.0.1',
    LIMIT_PENDING_SOCKETS_PER_IP: '100',
  };
  const composed = await compose({ settings: parseEnv(env), log: createLog('silent'), passwordCost: 4 });
  merchant = await createTestMerchant(composed, 'Several');
  await composed.close();
});

afterAll(async () => {
  await Promise.all([database.drop(), redis.stop(), rm(dataDir, { recursive: true, force: true })]);
});

const start = async (): Promise<{ program: Program; address: string }> => {
  const program = runProgram('main.ts', env);
  await program.says('payment server listens');
  return { program, address: /"address":"([^"]+)"/.exec(program.output())?.[1] ?? '' };
};

const createSession = async (url: string): Promise<Session> => {
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${merchant.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount_minor: SLOW_MINOR, currency: 'USD', origin: SHOP_ORIGIN }),
  });
  if (response.status !== 201) throw new Error(`no session: ${await response.text()}`);
  return (await response.json()) as Session;
};

interface Book {
  session: string;
  status: string;
  attempts: number;
  /** How often the bank was asked. */
  asked: number;
}

/** What the database and the bank have of these sessions, a row for each payment. */
const booksOf = async (sessions: readonly string[]): Promise<Book[]> => {
  const owner = connectDatabase({ url: database.ownerUrl });
  const { rows } = await owner.pool.query<Book>(
    `SELECT p.session_id AS session, p.status, count(DISTINCT a.id)::int AS attempts, count(DISTINCT b.attempt_id)::int AS asked
      FROM payments p JOIN attempts a ON a.payment_id = p.id LEFT JOIN sandbox.attempts b ON b.attempt_id = a.id
      WHERE p.session_id = ANY ($1) GROUP BY p.id ORDER BY p.session_id`,
    [sessions],
  );
  await owner.close();
  return rows;
};

/** Two servers behind nginx with shoppers at both, one of which ends while everybody is paying. */
const endOneOfTwo = async (signal: 'SIGKILL' | 'SIGTERM') => {
  const servers = await Promise.all([start(), start()]);
  const [ending, staying] = servers;
  const nginx: TestNginx = await startNginx([ending.address, staying.address]);
  const sessions = await Promise.all(Array.from({ length: SHOPPERS }, () => createSession(nginx.url)));
  const shoppers = sessions.map((session) =>
    payPersistently({
      url: nginx.url,
      session,
      observedOrigin: SHOP_ORIGIN,
      card: cardOf(TEST_CARDS.visa),
    }),
  );
  const ids = sessions.map(({ id }) => id);
  const isUnderWay = async () => (await booksOf(ids)).filter(({ asked }) => asked > 0).length >= SHOPPERS / 2;
  await vi.waitUntil(isUnderWay, { timeout: 30_000, interval: 50 });
  ending.program.kill(signal);
  const reports = await Promise.all(shoppers);
  const books = await booksOf(ids);
  const code = await ending.program.ended;
  // Whoever comes now is served by the other alone.
  const late = await createSession(nginx.url);
  staying.program.kill('SIGTERM');
  expect(await staying.program.ended).toBe(0);
  await nginx.stop();
  const told = reports.map(({ session, payment }) => ({ session, status: payment.status }));
  return { reports, told: told.toSorted((a, b) => (a.session < b.session ? -1 : 1)), books, code, late };
};

it('[MS4] ends every payment exactly once and with its true outcome when one of two servers is killed', async () => {
  const { reports, told, books, late } = await endOneOfTwo('SIGKILL');
  // Whom the server had not yet asked the bank for is certainly declined; whom it had is authorized, however the answer was lost.
  expect(books).toEqual(
    told.map(({ session, status }) => ({ session, status, attempts: 1, asked: status === 'authorized' ? 1 : 0 })),
  );
  expect(told.filter(({ status }) => status !== 'authorized' && status !== 'declined')).toEqual([]);
  expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
  expect(reports.some(({ connections }) => connections > 1)).toBe(true);
  expect(late.status).toBe('open');
}, 120_000);

it('[MS5] hands everybody over without an error that anybody sees when one of two servers is told to end', async () => {
  const { reports, told, books, code, late } = await endOneOfTwo('SIGTERM');
  expect(code).toBe(0);
  expect(books).toEqual(told.map(({ session }) => ({ session, status: 'authorized', attempts: 1, asked: 1 })));
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 'authorized'));
  expect(reports.flatMap(({ errors }) => errors)).toEqual([]);
  expect(late.status).toBe('open');
}, 120_000);
