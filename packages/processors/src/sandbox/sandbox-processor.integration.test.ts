import { createTestDatabase } from '@fieldfare/db/testing';
import type { TestDatabase } from '@fieldfare/db/testing';
import type { AuthorizeOutcome } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeProcessor } from '../contract.ts';
import { createSandboxProcessor } from './create-sandbox-processor.ts';
import type { SandboxProcessor } from './create-sandbox-processor.ts';
import { DISPUTE_COURSES } from './dispute-courses.ts';

const HASH_KEY = Buffer.alloc(32, 7);
const SILENT_CARD = '4000000000006975';

const accountOf = (account_number: string) => ({
  account_number,
  routing_number: '110000000',
  account_type: 'checking' as const,
  account_name: 'Test Shopper',
});
const cardOf = (number: string) => ({ number, exp_month: 12, exp_year: 2030, cvc: '737' });

function clockOf() {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms: number) => {
      offsetMs += ms;
    },
  };
}

describeProcessor('the sandbox bank', async () => {
  const database = await createTestDatabase();
  const clock = clockOf();
  const processor = createSandboxProcessor({
    connectionString: database.sandboxUrl,
    environment: 'development',
    hashKey: HASH_KEY,
    clock,
    delay: async () => {},
  });
  return {
    processor,
    debited: {
      settles: accountOf('000123456789'),
      returned: [
        { account: accountOf('000222222227'), code: 'R01' },
        { account: accountOf('000111111113'), code: 'R02' },
        { account: accountOf('000111111116'), code: 'R03' },
      ],
      returnedLate: { account: accountOf('000333333335'), code: 'R10' },
      stepMs: 15_000,
    },
    approved: cardOf('4242424242424242'),
    declined: [
      { card: cardOf('4000000000000002'), declineCode: 'card_declined' },
      { card: cardOf('4000000000009995'), declineCode: 'insufficient_funds' },
      { card: cardOf('4000000000000069'), declineCode: 'expired_card' },
      { card: cardOf('4000000000000127'), declineCode: 'incorrect_cvc' },
      { card: cardOf('4000000000000119'), declineCode: 'processing_error' },
    ],
    authenticated: cardOf('4000002500003155'),
    challenged: { card: cardOf('4000002500003155'), code: '123456', wrongCode: '654321' },
    unanswered: cardOf(SILENT_CARD),
    now: clock.now,
    advance: clock.advance,
    close: async () => {
      await processor.close();
      await database.drop();
    },
  };
});

describe('the sandbox bank', () => {
  let database: TestDatabase;
  let bank: SandboxProcessor;
  let waits: number[];

  const clock = clockOf();
  const open = () =>
    createSandboxProcessor({
      connectionString: database.sandboxUrl,
      environment: 'development',
      hashKey: HASH_KEY,
      clock,
      delay: async (ms) => void waits.push(ms),
      timeoutMs: 700,
    });
  const authorize = (number: string, amountMinor = 2_500, attemptId = newId('attempt')) =>
    bank.authorize({ attemptId, amountMinor, currency: 'USD', card: cardOf(number), statementDescriptor: 'DEMO' });
  const asOwner = async <T extends pg.QueryResultRow>(text: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    waits = [];
    bank = open();
  });
  afterAll(async () => {
    await bank.close();
    await database.drop();
  });

  test.each(['5555555555554444', '378282246310005', '4000000000000259', '6011111111111117'])(
    'approves %s like any number that passes Luhn',
    async (number) => {
      expect(await authorize(number)).toMatchObject({ type: 'authorized', authorizedMinor: 2_500 });
    },
  );

  test('declines a number that does not pass Luhn', async () => {
    expect(await authorize('4242424242424241')).toMatchObject({ type: 'declined', declineCode: 'card_declined' });
  });

  test('lets an authorization lapse after seven days of its clock', async () => {
    const before = clock.now().getTime();
    const outcome = await authorize('4242424242424242');
    if (outcome.type !== 'authorized') throw new Error(outcome.type);
    expect(Math.round((outcome.expiresAt.getTime() - before) / 60_000)).toBe(7 * 24 * 60);
    const operation = { processorReference: outcome.processorReference, amountMinor: 2_500, currency: 'USD' as const };
    clock.advance(7 * 24 * 3_600_000 + 1_000);
    const capture = { type: 'refused', reason: 'The authorization has expired.' };
    expect(await bank.capture({ ...operation, attemptId: newId('attempt') })).toEqual(capture);
    expect(await bank.void({ ...operation, attemptId: newId('attempt') })).toEqual(capture);
  });

  test('is slow to answer an amount that ends in 51, after writing it down', async () => {
    waits = [];
    const outcome = await authorize('4242424242424242', 1_051);
    if (outcome.type !== 'authorized') throw new Error(outcome.type);
    expect(waits).toEqual([3_000]);
    const operation = { processorReference: outcome.processorReference, currency: 'USD' as const };
    await bank.capture({ ...operation, attemptId: newId('attempt'), amountMinor: 951 });
    expect(waits).toEqual([3_000, 3_000]);
    await bank.refund({ ...operation, attemptId: newId('attempt'), amountMinor: 950 });
    expect(waits).toEqual([3_000, 3_000]);
  });

  test('leaves the caller waiting for the answer that never arrives, each time', async () => {
    const attemptId = newId('attempt');
    waits = [];
    expect(await authorize(SILENT_CARD, 2_500, attemptId)).toEqual({
      type: 'unknown',
      reason: 'The bank did not answer in time.',
    });
    expect(await authorize(SILENT_CARD, 2_500, attemptId)).toMatchObject({ type: 'unknown' });
    expect(waits).toEqual([700, 700]);
    const holds = await asOwner(
      `SELECT * FROM sandbox.authorizations a JOIN sandbox.attempts t ON t.reference = a.reference WHERE t.attempt_id = '${attemptId}'`,
    );
    expect(holds).toHaveLength(1);
  });

  test('lets the authorization of one card lapse within seconds', async () => {
    const outcome = await authorize('4000000000007304');
    if (outcome.type !== 'authorized') throw new Error(outcome.type);
    const capture = { processorReference: outcome.processorReference, amountMinor: 2_500, currency: 'USD' as const };
    clock.advance(10_001);
    const refused = { type: 'refused', reason: 'The authorization has expired.' };
    expect(await bank.capture({ ...capture, attemptId: newId('attempt') })).toEqual(refused);
  });

  const operationOn = (outcome: AuthorizeOutcome, attemptId = newId('attempt')) => {
    if (outcome.type !== 'authorized') throw new Error(outcome.type);
    return { attemptId, processorReference: outcome.processorReference, amountMinor: 2_500, currency: 'USD' as const };
  };

  test('takes one card’s authorization back: it is neither captured nor voided, and the books say so', async () => {
    const outcome = await authorize('4000000000008211');
    const refused = { type: 'refused', reason: 'The cardholder’s bank has taken the authorization back.' };
    for (const verb of ['capture', 'void'] as const) {
      const operation = operationOn(outcome);
      expect(await bank[verb](operation)).toEqual(refused);
      expect(await bank[verb](operation)).toEqual(refused);
      expect(await bank.lookup(operation.attemptId)).toEqual(refused);
    }
  });

  test('refuses every refund to a card whose account is closed, and moves nothing', async () => {
    const outcome = await authorize('4000000000005126');
    expect(await bank.capture(operationOn(outcome))).toMatchObject({ type: 'succeeded' });
    const operation = operationOn(outcome);
    const refused = {
      type: 'refused',
      reason: 'The account behind the card is closed, so nothing can be returned to it.',
    };
    expect(await bank.refund(operation)).toEqual(refused);
    expect(await bank.lookup(operation.attemptId)).toEqual(refused);
    const [sums] = await asOwner(
      `SELECT captured, refunded FROM sandbox.authorizations WHERE reference = '${operation.processorReference}'`,
    );
    expect(sums).toEqual({ captured: '2500', refunded: '0' });
  });

  test('returns the money of one card once and never says so, until somebody looks', async () => {
    const outcome = await authorize('4000000000007726');
    expect(await bank.capture(operationOn(outcome))).toMatchObject({ type: 'succeeded' });
    const operation = operationOn(outcome);
    waits = [];
    expect(await bank.refund(operation)).toEqual({ type: 'unknown', reason: 'The bank did not answer in time.' });
    expect(waits).toEqual([700]);
    const done = await bank.lookup(operation.attemptId);
    expect(done).toMatchObject({ type: 'succeeded' });
    expect(await bank.refund(operation)).toEqual(done);
    const [sums] = await asOwner(
      `SELECT captured, refunded FROM sandbox.authorizations WHERE reference = '${operation.processorReference}'`,
    );
    expect(sums).toEqual({ captured: '2500', refunded: '2500' });
  });

  test.each([
    ['4000000000000259', 'fraudulent', ['needs_response', 'needs_response', 'needs_response']],
    ['4000000000002685', 'product_not_received', ['needs_response', 'under_review', 'won']],
    ['4000000000001976', 'fraudulent', ['inquiry', 'needs_response', 'lost']],
  ])('has %s disputed as %s, and step by step %j', async (number, reason, statuses) => {
    const attemptId = newId('attempt');
    const outcome = await authorize(number, 2_500, attemptId);
    const since = new Date(clock.now().getTime() - 60_000);
    const disputesOfIt = async () =>
      ((await bank.disputes?.(since)) ?? []).filter((dispute) => dispute.attemptId === attemptId);
    await bank.capture(operationOn(outcome));
    expect(await disputesOfIt()).toEqual([]);
    clock.advance(2_000);
    for (const status of statuses) {
      expect(await disputesOfIt()).toMatchObject([{ amountMinor: 2_500, reason, status }]);
      clock.advance(12_000);
    }
  });

  test('finds the disputes of every card that has one by its index', async () => {
    const [index] = await asOwner<{ definition: string }>(
      "SELECT pg_get_indexdef('sandbox.sandbox_attempts_disputed_later'::regclass) AS definition",
    );
    for (const number of DISPUTE_COURSES.keys()) expect(index?.definition).toContain(`'${number.slice(-4)}'`);
  });

  test('remembers what it did when everything else is gone', async () => {
    const attemptId = newId('attempt');
    const outcome = await authorize('4242424242424242', 2_500, attemptId);
    const other = open();
    expect(await other.lookup(attemptId)).toEqual(outcome);
    await other.close();
    expect(await bank.lookup(attemptId)).toEqual(outcome);
  });

  test('keeps a keyed hash and the last four of a card, never its number or its code', async () => {
    const number = '4539578763621486';
    const account = accountOf('00098765432109');
    await authorize(number, 77_700);
    await bank.debits?.submit({ attemptId: newId('attempt'), amountMinor: 77_800, currency: 'USD', account });
    const { cvc: _, ...card } = cardOf(number);
    expect(await bank.tokenize({ keepingId: newId('keeping'), card })).toMatchObject({ type: 'kept' });
    const rows = await asOwner<{ text: string }>(
      `SELECT t::text || encode(coalesce(t.card_hash, ''), 'escape') AS text FROM sandbox.attempts t
       UNION ALL SELECT a::text FROM sandbox.authorizations a
       UNION ALL SELECT k::text || encode(k.card_hash, 'escape') FROM sandbox.kept_cards k
       UNION ALL SELECT d::text || encode(d.account_hash, 'escape') FROM sandbox.debits d`,
    );
    const books = rows.map((row) => row.text).join('\n');
    expect(books).toContain('1486');
    expect(books).toContain('77700');
    expect(books).not.toContain(number);
    expect(books).toContain('77800');
    expect(books).not.toContain(account.account_number);
    const hashes = await asOwner<{ hash: string; plain: string }>(
      `SELECT encode(card_hash, 'hex') AS hash, encode(sha256('${number}'::bytea), 'hex') AS plain FROM sandbox.attempts WHERE amount_minor = 77700`,
    );
    expect(hashes[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[0]?.hash).not.toBe(hashes[0]?.plain);
    const columns = await asOwner<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'sandbox' AND column_name ~ 'cvc|cvv|code|number|pan'`,
    );
    expect(columns.map((column) => column.name).toSorted()).toEqual(['decline_code', 'return_code']);
  });

  test('signs in with a role that sees its own schema only and cannot rewrite what it answered', async () => {
    const client = new pg.Client({ connectionString: database.sandboxUrl });
    await client.connect();
    try {
      await expect(client.query('SELECT * FROM public.payments')).rejects.toThrow(/permission denied/);
      await expect(client.query('SELECT * FROM vault.cards')).rejects.toThrow(/permission denied/);
      await expect(client.query("UPDATE sandbox.attempts SET outcome = 'declined'")).rejects.toThrow(
        /permission denied/,
      );
      await expect(client.query('DELETE FROM sandbox.attempts')).rejects.toThrow(/permission denied/);
      await expect(client.query('SELECT count(*) FROM sandbox.attempts')).resolves.toBeDefined();
    } finally {
      await client.end();
    }
  });

  test('is closed to the other roles', async () => {
    for (const connectionString of [database.paymentsUrl, database.webUrl]) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      try {
        await expect(client.query('SELECT * FROM sandbox.attempts')).rejects.toThrow(/permission denied/);
        await expect(
          client.query("SELECT sandbox.operate('void', 'a', 'b', 'c', 1, 'USD', now(), '{}')"),
        ).rejects.toThrow(/permission denied/);
      } finally {
        await client.end();
      }
    }
  });

  test('says unknown, not declined, when its books cannot be reached', async () => {
    const pool = new pg.Pool({ connectionString: 'postgresql://fieldfare_sandbox@127.0.0.1:1/nowhere' });
    const lost = createSandboxProcessor({ pool, environment: 'development', hashKey: HASH_KEY, clock });
    const operation = {
      attemptId: newId('attempt'),
      processorReference: 'x',
      amountMinor: 100,
      currency: 'USD' as const,
    };
    const unknown = { type: 'unknown', reason: 'The bank could not be reached.' };
    expect(
      await lost.authorize({ ...operation, card: cardOf('4242424242424242'), statementDescriptor: 'DEMO' }),
    ).toEqual(unknown);
    expect(await lost.capture(operation)).toEqual(unknown);
    const kept = { ...operation, card: { reference: 'kept' }, statementDescriptor: 'DEMO' };
    expect(await lost.authorize(kept)).toEqual(unknown);
    const { cvc: _, ...card } = cardOf('4242424242424242');
    expect(await lost.tokenize({ keepingId: newId('keeping'), card })).toEqual(unknown);
    const [askedSince, askedUntil] = [clock.now(), clock.now()];
    expect(await lost.detach({ keepingId: newId('keeping'), askedSince, askedUntil })).toEqual(unknown);
    expect(await lost.lookup(operation.attemptId)).toMatchObject({ type: 'unreachable' });
    expect(await lost.health()).toMatchObject({ isHealthy: false });
    await pool.end();
  });
});
