import { newId } from '@fieldfare/protocol';
import type { CardSecrets } from '@fieldfare/protocol';
import {
  approveTransfer,
  cancelTransfer,
  requestExport,
  requestImport,
  runExport,
  runImport,
} from '@fieldfare/vault/transfers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMerchant } from '../testing/payment-fixtures.ts';
import { closeSide, openSide, type Side } from '../testing/transfer-sides.ts';
import { VISA } from '../testing/vault-fixtures.ts';
import { createCustomerRepository } from './customer-repository.ts';
import { createPaymentMethodRepository } from './payment-method-repository.ts';

// A published test card of both Visa and Cartes Bancaires.
const CO_BADGED = { ...VISA, number: '4000002500001001' };

let here: Side;
let there: Side;
beforeAll(async () => {
  [here, there] = await Promise.all([openSide(), openSide()]);
  for (const { owner } of [here, there]) await owner.query('UPDATE vault.transfer_policy SET delay_minutes = 0');
});
afterAll(async () => {
  await Promise.all([closeSide(here), closeSide(there)]);
});

const deps = ({ stored, store, kms }: Side) => ({ store, kms: kms.kms, clock: stored.clock, vaultStore: stored.store });
const newMerchant = ({ stored }: Side) => insertMerchant(stored.database);

interface Saving {
  card?: CardSecrets;
  customer?: string;
  network?: string;
  id?: string;
}

/** A card of the old vault and the payment method that it was saved as. */
async function save(merchantId: string, { card = VISA, customer, network, id = newId('paymentMethod') }: Saving = {}) {
  const { token, masked } = await here.stored.pay(card, merchantId);
  await here.owner.query(
    `INSERT INTO payment_methods (id, merchant_id, mode, customer_id, session_id, request_id, card_token, method, network_transaction_id, created_at)
     VALUES ($1, $2, 'test', $3, $4, $5, $6, $7, $8, now())`,
    [id, merchantId, customer, newId('session'), newId('request'), token, JSON.stringify(masked), network],
  );
  return { id, token };
}

async function addCustomer(merchantId: string, name: string, id = newId('customer')): Promise<string> {
  await here.owner.query(
    `INSERT INTO customers (id, merchant_id, mode, name, email, reference, metadata, created_at, updated_at)
     VALUES ($1, $2, 'test', $3, 'ada@shop.example', 'c-7', '{"tier": "gold"}', now(), now())`,
    [id, merchantId, name],
  );
  return id;
}

/** An import of the merchant's cards into the other vault, ready to run as often as it is asked to. */
async function prepare(merchantId: string, into?: string) {
  const target = into ?? (await newMerchant(there));
  const wanted = await requestImport(deps(there), { merchantId: target, maxRows: 100, userId: there.anna });
  const recipient = wanted.transfer.ownPublic;
  const asked = await requestExport(deps(here), { merchantId, maxRows: 100, userId: here.anna, recipient });
  await approveTransfer(here.store, asked.transfer.id, wanted.ownThumbprint, here.ben);
  await approveTransfer(there.store, wanted.transfer.id, asked.ownThumbprint, there.ben);
  const lines: string[] = [];
  await runExport(deps(here), asked.transfer.id, { write: async (line) => void lines.push(line) });
  const run = (options: { onProgress?: () => void } = {}) =>
    runImport(deps(there), wanted.transfer.id, { lines: () => read(lines), batchSize: 2, ...options });
  return { id: wanted.transfer.id, target, run, lines };
}

async function* read(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line;
}
const scope = (merchantId: string) => ({ merchantId, mode: 'test' as const });
const methods = () => createPaymentMethodRepository(there.stored.database);
const listed = async (target: string) =>
  (await methods().list(scope(target), {}, { limit: 100 })).items.map(({ id }) => id).toSorted();
const cardsOf = async (merchantId: string) =>
  (await there.owner.query('SELECT token FROM vault.cards WHERE merchant_id = $1', [merchantId])).rows.length;

describe('an import of saved methods', () => {
  it('makes each a payment method of the merchant that it was approved for, with what is known of it', async () => {
    const merchantId = await newMerchant(here);
    const customer = await addCustomer(merchantId, 'Ada');
    const ada = await save(merchantId, { customer, network: 'net_first' });
    const second = await save(merchantId, { customer });
    const chosen = { ...CO_BADGED, preferred_brand: 'cartes-bancaires' as const };
    const coBadged = await save(merchantId, { card: chosen });
    const { target, run, id } = await prepare(merchantId);
    expect(await run()).toMatchObject({ imported: 3, saved: 3 });

    const found = await methods().findChargeable(ada.id, scope(target));
    expect(found).toMatchObject({
      merchantId: target,
      customerId: customer,
      sessionId: null,
      networkTransactionId: 'net_first',
      status: 'active',
      method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030 },
    });
    expect(await there.stored.vault.use(found?.token ?? '', target, async ({ number }) => number)).toBe(VISA.number);
    expect(await methods().find(second.id, scope(target))).toMatchObject({ customerId: customer });
    expect(await methods().find(coBadged.id, scope(target))).toMatchObject({ method: { brand: 'cartes-bancaires' } });
    expect(await createCustomerRepository(there.stored.database).find(customer, scope(target))).toMatchObject({
      name: 'Ada',
      email: 'ada@shop.example',
      reference: 'c-7',
      metadata: { tier: 'gold' },
    });
    const { rows: noted } = await there.owner.query(
      "SELECT action, count(*)::int AS n FROM audit_log WHERE merchant_id = $1 AND body->>'transfer' = $2 GROUP BY action ORDER BY action",
      [target, id],
    );
    expect(noted).toEqual([
      { action: 'customer.import', n: 1 },
      { action: 'payment_method.import', n: 3 },
    ]);
    const { rows: told } = await there.owner.query(
      "SELECT object->>'id' AS id FROM outbox WHERE type = 'payment_method.created' AND merchant_id = $1 ORDER BY 1",
      [target],
    );
    expect(told.map((row) => row.id)).toEqual([ada.id, second.id, coBadged.id].toSorted());
  });

  it('makes none of a card that was paid with once, nor of one that was forgotten', async () => {
    const merchantId = await newMerchant(here);
    await here.stored.pay(VISA, merchantId);
    const { id } = await save(merchantId);
    const forgotten = await save(merchantId);
    const actor = { type: 'system', id: null, name: 'Test' } as const;
    const note = { actor, requestId: newId('request'), now: new Date() };
    await createPaymentMethodRepository(here.stored.database).revoke(forgotten.id, scope(merchantId), note);
    const { target, run } = await prepare(merchantId);
    expect(await run()).toMatchObject({ imported: 2, saved: 1 });
    expect(await listed(target)).toEqual([id]);
  });

  it('names neither customers nor methods in the file where others can read them', async () => {
    const merchantId = await newMerchant(here);
    const { id } = await save(merchantId, { customer: await addCustomer(merchantId, 'Grace'), network: 'net_grace' });
    const { lines } = await prepare(merchantId);
    const file = lines.map((line) => line + Buffer.from(line, 'base64url').toString('latin1')).join('\n');
    for (const word of [id, 'Grace', 'ada@shop.example', 'net_grace']) expect(file).not.toContain(word);
  });

  it('ended half way, goes on where it was and makes nothing twice', async () => {
    const merchantId = await newMerchant(here);
    const customer = await addCustomer(merchantId, 'Ada');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await save(merchantId, { customer })).id);
    const { target, run } = await prepare(merchantId);
    const ended = run({
      onProgress: () => {
        throw new Error('ended');
      },
    });
    await expect(ended).rejects.toThrow('ended');
    expect(await listed(target)).toHaveLength(2);
    expect(await run()).toMatchObject({ imported: 3, saved: 3, already_there: 2 });
    expect(await listed(target)).toEqual(ids.toSorted());
  });

  it.each([
    ['between two batches', 3, 2],
    ['after its last card', 5, 4],
  ])('that is canceled %s says so, and what it stored stays', async (_, line, stored) => {
    const merchantId = await newMerchant(here);
    for (let i = 0; i < 4; i++) await save(merchantId);
    const { id, target, lines } = await prepare(merchantId);
    let reads = 0;
    async function* canceling(): AsyncGenerator<string> {
      const isSecond = ++reads === 2;
      for (const [i, text] of lines.entries()) {
        if (isSecond && i === line) await cancelTransfer(there.store, id, there.ben);
        yield text;
      }
    }
    const importing = runImport(deps(there), id, { lines: canceling, batchSize: 2 });
    await expect(importing).rejects.toMatchObject({
      detail: 'canceled',
      message: expect.stringMatching(/stay/) as string,
    });
    expect(await cardsOf(target)).toBe(stored);
    expect(await listed(target)).toHaveLength(stored);
  });

  it('stores no card whose payment method could not be made, and no payment method without its card', async () => {
    const merchantId = await newMerchant(here);
    for (let i = 0; i < 3; i++) await save(merchantId);
    const { target, run } = await prepare(merchantId);
    await there.owner.query(
      `ALTER TABLE payment_methods ADD CONSTRAINT fails CHECK (merchant_id <> '${target}') NOT VALID`,
    );
    await expect(run()).rejects.toMatchObject({ constraint: 'fails' });
    expect(await cardsOf(target)).toBe(0);
    await there.owner.query('ALTER TABLE payment_methods DROP CONSTRAINT fails');
    expect(await run()).toMatchObject({ imported: 3, saved: 3 });
    expect(await cardsOf(target)).toBe(3);
  });

  it('does not bring back what was forgotten here since', async () => {
    const merchantId = await newMerchant(here);
    const { id } = await save(merchantId);
    const first = await prepare(merchantId);
    await first.run();
    const actor = { type: 'system', id: null, name: 'Test' } as const;
    await methods().revoke(id, scope(first.target), { actor, requestId: newId('request'), now: new Date() });
    const again = await prepare(merchantId, first.target);
    expect(await again.run()).toMatchObject({ imported: 0, saved: 0, already_there: 1 });
    expect(await methods().find(id, scope(first.target))).toMatchObject({ status: 'revoked' });
  });

  it.each<[string, (merchantId: string, name: string) => Promise<{ id: string; token: string }>]>([
    ['payment method', (merchantId, name) => save(merchantId, { id: name })],
    [
      'customer',
      async (merchantId, name) => save(merchantId, { customer: await addCustomer(merchantId, 'Eve', name) }),
    ],
  ])("leaves out a card whose %s has a name that is another's here, and nothing else", async (kind, saveUnder) => {
    const merchantId = await newMerchant(here);
    const name = newId(kind === 'customer' ? 'customer' : 'paymentMethod');
    const taken = await saveUnder(merchantId, name);
    const { id } = await save(merchantId);
    const stranger = await newMerchant(there);
    await there.owner.query(
      kind === 'customer'
        ? "INSERT INTO customers (id, merchant_id, mode, name, created_at, updated_at) VALUES ($1, $2, 'test', 'Own', now(), now())"
        : `INSERT INTO payment_methods (id, merchant_id, mode, session_id, request_id, card_token, method, created_at) VALUES ($1, $2, 'test', 's', 'r', 'own', '{}', now())`,
      [name, stranger],
    );
    const { target, run } = await prepare(merchantId);
    expect(await run()).toMatchObject({ imported: 1, saved: 1, taken: 1, takenTokens: [taken.token] });
    expect(await listed(target)).toEqual([id]);
    expect(await cardsOf(target)).toBe(1);
  });
});
