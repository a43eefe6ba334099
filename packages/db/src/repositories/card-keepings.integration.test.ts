import { newId } from '@fieldfare/protocol';
import type { PaymentRecord } from '@fieldfare/payments';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvalOf, intentFor, insertMerchant, insertSession } from '../testing/payment-fixtures.ts';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { createCardKeepings } from './card-keepings.ts';
import { createPaymentMethodRepository } from './payment-method-repository.ts';
import { createPaymentRepository } from './payment-repository.ts';
import { createVaultStore } from './vault-store.ts';

const MINUTE_MS = 60_000;
const operator = { type: 'system', id: null, name: 'Operator' } as const;
let test: OpenTestDatabase;
let database: Database;
let merchantId: string;
let owner: OpenTestDatabase['owner'];

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database, owner } = test);
  merchantId = await insertMerchant(database);
});
afterAll(() => test.close());
beforeEach(() => owner.query('DELETE FROM card_keepings'));

/** A saved card, as a setup session leaves it. */
async function saveCard() {
  const session = await insertSession(database, merchantId, { kind: 'setup' });
  const { card, ...intent } = intentFor(session);
  const id = newId('paymentMethod');
  const { paymentId: _, ...rest } = intent;
  const verdict = await createPaymentMethodRepository(database).save({ ...rest, id, stored: card });
  if (verdict.type !== 'saved') throw new Error(verdict.type);
  return { id, token: card.token };
}

/** A payment with it by which a processor authorized it. */
async function authorize(
  { id, token }: { id: string; token: string },
  processor = 'stripe:pacc_1',
): Promise<PaymentRecord> {
  const payments = createPaymentRepository(database.pool);
  const session = await insertSession(database, merchantId);
  const intent = { ...intentFor(session), processor, card: { token, paymentMethodId: id } };
  const begun = await payments.begin(intent);
  if (begun.type !== 'begun') throw new Error(begun.type);
  const moved = await payments.commit(approvalOf(begun.payment, intent.attemptId));
  if (moved.type !== 'committed') throw new Error(moved.type);
  return moved.payment;
}

const keepings = () => createCardKeepings(database.pool);
const claim = (what: 'keep' | 'detach', afterMs = 1_000) => {
  const now = new Date(Date.now() + afterMs);
  return keepings().claim(what, now, 10, new Date(now.getTime() + 5 * MINUTE_MS));
};
const states = async () =>
  (
    await owner.query<{ processor: string; state: string }>(
      'SELECT processor, state FROM card_keepings ORDER BY created_at',
    )
  ).rows;

describe('a keeping', () => {
  it('begins with the authorization of a saved card, once at each processor and account', async () => {
    const card = await saveCard();
    const payment = await authorize(card);
    await authorize(card);
    await authorize(card, 'stripe:pacc_2');
    const claimed = await claim('keep');
    expect(claimed.map(({ processor }) => processor).toSorted()).toEqual(['stripe:pacc_1', 'stripe:pacc_2']);
    expect(claimed.find(({ processor }) => processor === 'stripe:pacc_1')).toMatchObject({
      id: payment.id.replace('pay_', 'keep_'),
      merchantId,
      cardToken: card.token,
      tries: 1,
    });
  });

  it('does not begin with a card that nobody saved', async () => {
    const payments = createPaymentRepository(database.pool);
    const intent = intentFor(await insertSession(database, merchantId));
    const begun = await payments.begin(intent);
    if (begun.type !== 'begun') throw new Error(begun.type);
    await payments.commit(approvalOf(begun.payment, intent.attemptId));
    expect(await states()).toEqual([]);
  });

  it('is claimed by one server, and by the next only when the claim has run out', async () => {
    await authorize(await saveCard());
    const all = await Promise.all([1, 2, 3].map(() => claim('keep')));
    expect(all.flat()).toHaveLength(1);
    expect(await claim('keep', 4 * MINUTE_MS)).toEqual([]);
    expect(await claim('keep', 6 * MINUTE_MS)).toMatchObject([{ tries: 2 }]);
  });

  it('that is kept or forgotten is claimed no more; one that came to nothing is forgotten and begins no other for a day', async () => {
    const [card, refused] = [await saveCard(), await saveCard()];
    await authorize(card);
    const [kept] = await claim('keep');
    await keepings().kept(kept?.id ?? '', new Date());
    await authorize(refused, 'braintree:pacc_3');
    const [other] = await claim('keep');
    await keepings().notKept(other?.id ?? '', new Date());
    await authorize(refused, 'braintree:pacc_3');
    expect(await states()).toEqual([
      { processor: 'stripe:pacc_1', state: 'kept' },
      { processor: 'braintree:pacc_3', state: 'detaching' },
    ]);
    expect(await claim('keep', 10 * MINUTE_MS)).toEqual([]);
    expect(await claim('detach', MINUTE_MS)).toMatchObject([{ id: other?.id, tries: 1 }]);
    await keepings().detached(other?.id ?? '', new Date());
    expect(await claim('detach', 10 * MINUTE_MS)).toEqual([]);
  });
});

describe('revoking a card, by whatever way', () => {
  it('has it forgotten where it is kept at once, where it is being kept after the claim, and nowhere else', async () => {
    const card = await saveCard();
    await authorize(card, 'kept');
    const [kept] = await claim('keep');
    await keepings().kept(kept?.id ?? '', new Date());
    await authorize(card, 'asked');
    await claim('keep');
    await authorize(card, 'never asked');
    const store = createVaultStore(database.pool);
    expect(await store.revokeCard(card.token, merchantId, new Date(), operator)).toBe('revoked');
    expect(await states()).toEqual([
      { processor: 'kept', state: 'detaching' },
      { processor: 'asked', state: 'detaching' },
      { processor: 'never asked', state: 'detached' },
    ]);
    expect((await claim('detach')).map(({ processor }) => processor)).toEqual(['kept']);
    // Whoever was asked to keep it meanwhile finishes in vain.
    const [, asked] = (await owner.query<{ id: string }>('SELECT id FROM card_keepings ORDER BY created_at')).rows;
    await keepings().kept(asked?.id ?? '', new Date());
    expect((await claim('detach', 6 * MINUTE_MS)).map(({ processor }) => processor).toSorted()).toEqual([
      'asked',
      'kept',
    ]);
  });

  it('is another merchant’s to do with its own cards alone', async () => {
    const card = await saveCard();
    await authorize(card);
    const [kept] = await claim('keep');
    await keepings().kept(kept?.id ?? '', new Date());
    const store = createVaultStore(database.pool);
    const stranger = await insertMerchant(database);
    expect(await store.revokeCard(card.token, stranger, new Date(), operator)).toBe('not_found');
    await store.forgetReference(card.token, stranger, 'stripe:pacc_1', new Date());
    expect(await states()).toEqual([{ processor: 'stripe:pacc_1', state: 'kept' }]);
    await store.forgetReference(card.token, merchantId, 'stripe:pacc_1', new Date());
    expect(await states()).toEqual([{ processor: 'stripe:pacc_1', state: 'detaching' }]);
  });
});
