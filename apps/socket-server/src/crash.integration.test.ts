import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '@fieldfare/db';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import type { Payment, Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compose } from './compose.ts';
import { parseEnv } from './env/parse-env.ts';
import { createLog } from './logging/logger.ts';
import { connectFields, succeeded } from './testing/fields-client.ts';
import { runProgram } from './testing/run-program.ts';
import { cardOf, TEST_CARDS } from './testing/test-cards.ts';
import { createTestMerchant, SHOP_ORIGIN } from './testing/test-merchant.ts';
import type { TestMerchant } from './testing/test-merchant.ts';

let database: TestDatabase;
let dataDir: string;
let env: Record<string, string>;
let merchant: TestMerchant;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-crash-'));
  env = {
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_PORT: '0',
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
  };
  const composed = await compose({ settings: parseEnv(env), log: createLog('silent'), passwordCost: 4 });
  merchant = await createTestMerchant(composed, 'Crash');
  await composed.close();
});

afterAll(async () => {
  await Promise.all([database.drop(), rm(dataDir, { recursive: true, force: true })]);
});

const start = async () => {
  const program = runProgram('main.ts', env);
  await program.says('payment server listens');
  return { program, url: `http://${/"address":"([^"]+)"/.exec(program.output())?.[1]}` };
};
const ask = async <T>(url: string, method: string, path: string, body?: object): Promise<T> => {
  const headers = { authorization: `Bearer ${merchant.secret}`, 'content-type': 'application/json' };
  const response = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  return (await response.json()) as T;
};

/** What the bank has written down: it knows before it answers. */
const bankEntries = async () => {
  const owner = connectDatabase({ url: database.ownerUrl });
  const { rows } = await owner.pool.query<{ count: number }>('SELECT count(*) FROM sandbox.attempts');
  await owner.close();
  return rows[0]?.count;
};

it('a payment whose server is killed while the bank is thinking is found out by the next one, and never asked for twice', async () => {
  const doomed = await start();
  // The sandbox bank takes three seconds over an amount that ends in 51.
  const order = { amount_minor: 10_051, currency: 'USD', origin: SHOP_ORIGIN };
  const session = await ask<Session>(doomed.url, 'POST', '/v1/sessions', order);
  const auth = { pt_token: session.pt_token };
  const client = await connectFields({ url: doomed.url, auth, observedOrigin: SHOP_ORIGIN });
  const hosted = succeeded(await client.host());
  const payload = { ...(await client.preparePayment(hosted, cardOf(TEST_CARDS.visa))), request_id: 'req_crash_1' };
  const lost = client.send('process_payment', payload);
  const processing = await client.heard('payment:updated', ({ status }) => status === 'processing');
  await expect.poll(bankEntries, { timeout: 5_000 }).toBe(1);
  doomed.program.kill('SIGKILL');
  await expect(lost).rejects.toThrow(/disconnected/);
  await doomed.program.ended;

  const { program, url } = await start();
  const { keys } = client;
  const resumed = await connectFields({
    url,
    auth: { host_token: hosted.host_token },
    observedOrigin: SHOP_ORIGIN,
    keys,
  });
  expect(await resumed.host()).toMatchObject({ session: { payment: { id: processing.id } } });
  expect(await resumed.send('process_payment', payload)).toMatchObject({ payment: { id: processing.id } });
  expect(await resumed.send('process_payment', { ...payload, request_id: 'req_crash_2' })).toMatchObject({
    code: 'conflict',
  });
  const outcome = await resumed.heard('payment:updated', ({ status }) => status !== 'processing');
  expect(outcome).toMatchObject({ id: processing.id, status: 'authorized', authorized_minor: 10_051 });
  const { data } = await ask<{ data: Payment[] }>(url, 'GET', `/v1/payments?session=${session.id}`);
  expect(data).toMatchObject([{ id: processing.id, status: 'authorized' }]);
  expect(await bankEntries()).toBe(1);
  resumed.close();
  program.kill('SIGTERM');
  expect(await program.ended).toBe(0);
}, 90_000);
