import { createInstallation, createTransferStore, createVaultStore } from '@fieldfare/db';
import { newId, Payment, PaymentMethod, PaymentMethodList } from '@fieldfare/protocol';
import type { Customer } from '@fieldfare/protocol';
import { approveTransfer, requestExport, requestImport, runExport, runImport } from '@fieldfare/vault/transfers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeKms } from '../../compose-kms.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';

let old: TestStack;
let next: TestStack;
beforeAll(async () => {
  old = await startTestStack();
  next = await startTestStack();
});
afterAll(async () => {
  await old.close();
  await next.close();
});

async function save(number: string, session: Record<string, unknown> = {}): Promise<string> {
  const { client, hosted } = await old.openHost({ mode: 'setup', amount_minor: undefined, ...session });
  const saving = await client.prepareSaving(hosted, cardOf(number));
  const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
  client.close();
  return saved.id;
}
const charge = (stack: TestStack, payment_method: string) =>
  stack.request('POST', '/v1/payments', {
    body: { payment_method, amount_minor: 4900, currency: 'USD', capture: 'automatic' },
    headers: { 'idempotency-key': newId('request') },
  });

/** What moves cards takes of an installation, and its two administrators. */
async function sideOf({ settings, composed, database }: TestStack) {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('UPDATE vault.transfer_policy SET delay_minutes = 0');
  await owner.end();
  const installation = createInstallation(composed.database);
  const admin = (name: string) =>
    installation.ensureUser(
      { email: `${name}@fieldfare.test`, name, passwordHash: 'none', role: 'ADMIN' },
      composed.deps.clock.now(),
    );
  const { pool } = composed.database;
  const store = createTransferStore(pool);
  const kms = await composeKms(settings);
  const deps = { store, kms, clock: composed.deps.clock, vaultStore: createVaultStore(pool) };
  return { deps, store, anna: await admin('anna'), ben: await admin('ben') };
}

async function move(): Promise<void> {
  const [from, to] = [await sideOf(old), await sideOf(next)];
  const maxRows = 10;
  const wanted = await requestImport(to.deps, { merchantId: next.merchant.id, maxRows, userId: to.anna });
  const recipient = wanted.transfer.ownPublic;
  const wish = { merchantId: old.merchant.id, maxRows, userId: from.anna, recipient };
  const asked = await requestExport(from.deps, wish);
  await approveTransfer(from.store, asked.transfer.id, wanted.ownThumbprint, from.ben);
  await approveTransfer(to.store, wanted.transfer.id, asked.ownThumbprint, to.ben);
  const lines: string[] = [];
  await runExport(from.deps, asked.transfer.id, { write: async (line) => void lines.push(line) });
  await runImport(to.deps, wanted.transfer.id, {
    async *lines() {
      yield* lines;
    },
  });
}

describe('saved methods of another installation', () => {
  it('are listed by REST after an import, and charged without a code or their holders', async () => {
    const customer = (await old.request('POST', '/v1/customers', { body: { name: 'Ada' } })).body as Customer;
    const visa = await save(TEST_CARDS.visa, { customer: customer.id });
    // This bank's card asks for its holder, unless a charge refers to an earlier one of theirs.
    const challenged = await save(TEST_CARDS.challenged);
    const owner = new pg.Client({ connectionString: old.database.ownerUrl });
    await owner.connect();
    await owner.query("UPDATE payment_methods SET network_transaction_id = 'net_first' WHERE id = $1", [challenged]);
    await owner.end();
    expect(await charge(next, visa)).toMatchObject({ status: 404 });
    await move();

    const list = PaymentMethodList.parse((await next.request('GET', '/v1/payment_methods')).body);
    expect(list.data.map(({ id }) => id).toSorted()).toEqual([visa, challenged].toSorted());
    const one = PaymentMethod.parse((await next.request('GET', `/v1/payment_methods/${visa}`)).body);
    expect(one).toMatchObject({
      session: null,
      customer: customer.id,
      status: 'active',
      method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2032 },
    });
    const payment = Payment.parse((await charge(next, visa)).body);
    expect(payment).toMatchObject({ status: 'captured', payment_method: visa, customer: customer.id });
    expect((await charge(next, challenged)).body).toMatchObject({ status: 'captured' });
    expect(await next.request('GET', `/v1/payment_methods?customer=${customer.id}`)).toMatchObject({
      body: { data: [{ id: visa }] },
    });
    const revoked = await next.request('POST', `/v1/payment_methods/${visa}/revoke`, { body: {} });
    expect(revoked.body).toMatchObject({ status: 'revoked' });
    expect((await charge(next, visa)).status).toBe(409);
    expect((await charge(old, visa)).body).toMatchObject({ status: 'captured' });
  });
});
