import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import { passesLuhn } from '@fieldfare/protocol';
import type { Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from './compose.ts';
import { parseEnv } from './env/parse-env.ts';
import { createLog } from './logging/logger.ts';
import { canaryAccount, canaryCard, tracesOf } from './testing/canary-card.ts';
import type { CanaryCard } from './testing/canary-card.ts';
import { dumpDatabase } from './testing/dump-database.ts';
import { connectFields, succeeded } from './testing/fields-client.ts';
import { namedCodeForms, numberForms } from './testing/leak-forms.ts';
import { runProgram } from './testing/run-program.ts';
import type { Program } from './testing/run-program.ts';
import { createTestMerchant, SHOP_ORIGIN } from './testing/test-merchant.ts';
import type { TestMerchant } from './testing/test-merchant.ts';

let database: TestDatabase;
let dataDir: string;
let merchant: TestMerchant;
let program: Program;
let url: string;
const cards: CanaryCard[] = [];
/** A text that the server remembers, of digits that no card has, so that the very search for cards must find it. */
const MARKER = Array.from({ length: 50 }, canaryAccount).find((digits) => !passesLuhn(digits)) ?? '';

const typed = () => {
  const card = canaryCard();
  cards.push(card);
  return { ...card, exp_month: 11, exp_year: 2031, name: 'Canary' };
};

async function startServer(): Promise<void> {
  program = runProgram('main.ts', {
    FIELDFARE_DATA_DIR: dataDir,
    PAYMENTS_PORT: '0',
    PAYMENTS_DATABASE_URL: database.paymentsUrl,
    SANDBOX_DATABASE_URL: database.sandboxUrl,
    LOG_LEVEL: 'trace',
    NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${dataDir}`,
  });
  await program.says('payment server listens');
  url = `http://${/"address":"([^"]+)"/.exec(program.output())?.[1]}`;
}

async function openHost(amountMinor: number) {
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${merchant.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ amount_minor: amountMinor, currency: 'USD', origin: SHOP_ORIGIN }),
  });
  const { pt_token } = (await response.json()) as Session;
  const client = await connectFields({ url, auth: { pt_token }, observedOrigin: SHOP_ORIGIN });
  return { client, hosted: succeeded(await client.host()) };
}

/** What the process can still reach: a snapshot collects all garbage before it looks. V8 writes each text out, buffers it does not. */
async function heapSnapshot(): Promise<string> {
  program.kill('SIGUSR2');
  const read = async () => {
    const file = (await readdir(dataDir)).find((name) => name.endsWith('.heapsnapshot'));
    return file === undefined ? '' : readFile(join(dataDir, file), 'utf8');
  };
  await expect.poll(async () => (await read()).trimEnd().endsWith('}'), { timeout: 60_000, interval: 500 }).toBe(true);
  return read();
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'fieldfare-canary-'));
  const env = { FIELDFARE_DATA_DIR: dataDir, PAYMENTS_DATABASE_URL: database.paymentsUrl };
  const composed = await compose({ settings: parseEnv(env), log: createLog('silent'), passwordCost: 4 });
  merchant = await createTestMerchant(composed, 'Canary');
  await composed.close();
  await startServer();
}, 180_000);

afterAll(async () => {
  program.kill('SIGKILL');
  await program.ended;
  await Promise.all([database.drop(), rm(dataDir, { recursive: true, force: true })]);
});

describe('the memory of a server that has served cards', () => {
  it('holds no number and no code that anything can still reach, with the shoppers still connected', async () => {
    for (let i = 0; i < 3; i++) {
      const { client, hosted } = await openHost(4_900);
      expect(await client.pay(hosted, typed())).toMatchObject({ payment: { status: 'authorized' } });
    }
    const { client, hosted } = await openHost(4_900);
    expect(await client.pay(hosted, { ...typed(), exp_year: 2020 })).toMatchObject({ detail: 'card_expired' });
    const tampered = await client.preparePayment(hosted, typed());
    await client.send('process_payment', { ...tampered, card: `${tampered.card.slice(0, -4)}AAAA` });
    // Kept on purpose: the address of a failed sign-in is remembered for a quarter of an hour.
    await fetch(`${url}/v1/console/sign_in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `marker.${MARKER}@canary.test`, password: 'wrong' }),
    });

    const snapshot = await heapSnapshot();
    expect(snapshot.length).toBeGreaterThan(1_000_000);
    const found = cards.filter(
      ({ number, cvc }) => numberForms(number).test(snapshot) || namedCodeForms(cvc).test(snapshot),
    );
    expect(found).toHaveLength(0);
    // The same search finds what the server does remember.
    expect(numberForms(MARKER).test(snapshot)).toBe(true);
  }, 120_000);
});

describe('a server that is killed while the bank is thinking', () => {
  it('leaves no card in a table, nor in what it had written', async () => {
    // The sandbox bank takes three seconds over an amount that ends in 51.
    const { client, hosted } = await openHost(10_051);
    const lost = client.pay(hosted, typed()).catch(() => 'lost');
    await client.heard('payment:updated', ({ status }) => status === 'processing');
    program.kill('SIGKILL');
    await program.ended;
    expect(await lost).toBe('lost');

    const tables = await dumpDatabase(database.ownerUrl);
    expect(tables.get('public.attempts')).toContain('in_flight');
    const holding = [...tables].filter(([, text]) => cards.some((card) => tracesOf(card).test(text)));
    expect(holding.map(([name]) => name)).toEqual([]);
    expect(program.output()).toContain('payment moved');
    expect(cards.some((card) => tracesOf(card).test(program.output()))).toBe(false);
  }, 60_000);
});
