import type { ChargeIntent, HistoryChecks } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { createPaymentRepository } from './payment-repository.ts';

const METHOD = { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null } as const;
const since = new Date(Date.now() - 3_600_000);

let test: OpenTestDatabase;
let database: Database;
let merchantId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database } = test);
  merchantId = await insertMerchant(database);
});
afterAll(() => test.close());

async function saved(mode: 'test' | 'live' = 'test'): Promise<string> {
  const id = newId('paymentMethod');
  const { id: sessionId } = await insertSession(database, merchantId, { kind: 'setup' });
  const origin = { sessionId, requestId: newId('request') };
  const data = { ...origin, id, merchantId, mode, cardToken: newId('token'), method: METHOD, createdAt: new Date() };
  await database.prisma.paymentMethod.create({ data });
  return id;
}

let cards = 0;
const checksOf = (changes: Partial<HistoryChecks>): HistoryChecks => ({
  fingerprint: Buffer.from(`saved card ${++cards}`),
  ip: null,
  duplicateSince: null,
  card: null,
  network: null,
  ...changes,
});

function chargeOf(paymentMethodId: string, changes: Partial<ChargeIntent> = {}): ChargeIntent {
  const now = new Date();
  return {
    merchantId,
    mode: 'test',
    paymentMethodId,
    customerId: null,
    requestId: newId('request', now),
    paymentId: newId('payment', now),
    attemptId: newId('attempt', now),
    eventId: newId('event', now),
    paymentToken: `pt_${crypto.randomUUID()}`,
    recordNumber: crypto.randomUUID(),
    reference: null,
    amountMinor: 4_900,
    feeMinor: 172,
    feeMode: 'merchant_fee',
    totalMinor: 4_900,
    currency: 'USD',
    capture: 'manual',
    processor: 'sandbox',
    checks: null,
    metadata: {},
    actor: { type: 'api_key', id: 'key_1', name: 'Server' },
    checkAfter: new Date(now.getTime() + 15_000),
    now,
    ...changes,
  };
}
const charge = async (...of: Parameters<typeof chargeOf>) =>
  (await createPaymentRepository(database.pool).beginCharge(chargeOf(...of))).type;

describe('a charge of a saved method', () => {
  it('begins once for one request, also at the same moment', async () => {
    const id = await saved();
    const requestId = newId('request');
    // Connections are there already, so that none of them waits for its own while another one is done.
    await Promise.all([1, 2, 3, 4].map(() => database.pool.query('SELECT pg_sleep(0.05)')));
    const types = await Promise.all([1, 2, 3, 4].map(() => charge(id, { requestId })));
    expect(types.toSorted()).toEqual(['begun', 'repeated', 'repeated', 'repeated']);
  });

  it('does not begin once the method was revoked, though it was looked at before', async () => {
    const id = await saved();
    await database.prisma.paymentMethod.update({ where: { id }, data: { revokedAt: new Date() } });
    expect(await charge(id)).toBe('payment_method_revoked');
  });

  it('does not begin with another merchant’s method, or one of the other mode', async () => {
    const id = await saved();
    expect(await charge(id, { merchantId: await insertMerchant(database) })).toBe('payment_method_revoked');
    expect(await charge(await saved('live'))).toBe('payment_method_revoked');
    expect(await charge(id)).toBe('begun');
  });

  it('is held against the same card’s history, which knows what shoppers paid with it', async () => {
    const id = await saved();
    const duplicates = checksOf({ duplicateSince: since });
    const paid = intentFor(await insertSession(database, merchantId), { checks: duplicates });
    expect((await createPaymentRepository(database.pool).begin(paid)).type).toBe('begun');
    expect(await charge(id, { checks: duplicates })).toBe('duplicate_payment');
    expect(await charge(id, { checks: duplicates, amountMinor: 5_000, totalMinor: 5_000 })).toBe('begun');
    const often = checksOf({ card: { limit: 2, since } });
    const types = [];
    for (const amountMinor of [100, 200, 300])
      types.push(await charge(id, { checks: often, amountMinor, totalMinor: amountMinor }));
    expect(types).toEqual(['begun', 'begun', 'card_velocity']);
  });
});
