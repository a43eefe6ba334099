import { detachCards, keepCards, reconcileAttempts } from '@fieldfare/payments';
import type { BraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import type { StripeServer } from '@fieldfare/processors/testing/stripe-server';
import { newId, Payment, PaymentAttemptList, PaymentMethod, PaymentMethodList } from '@fieldfare/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canaryCard, tracesOf } from '../../testing/canary-card.ts';
import type { CanaryCard } from '../../testing/canary-card.ts';
import { dumpDatabase } from '../../testing/dump-database.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { startTwoAccounts } from '../../testing/start-two-accounts.ts';
import type { TwoAccounts } from '../../testing/start-two-accounts.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';

let accounts: TwoAccounts;
let stripe: TwoAccounts['stripe'];
let braintree: TwoAccounts['braintree'];
let stack: TwoAccounts['stack'];

beforeAll(async () => {
  accounts = await startTwoAccounts({ runsJobs: false });
  ({ stripe, braintree, stack } = accounts);
});
afterAll(() => accounts.close());

async function save({ number, cvc }: CanaryCard): Promise<string> {
  const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined });
  const saving = await client.prepareSaving(hosted, { ...cardOf(number), cvc });
  const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
  client.close();
  return saved.id;
}
const charge = async (payment_method: string): Promise<Payment> => {
  const body = { payment_method, amount_minor: 4900, currency: 'USD', capture: 'automatic' };
  const headers = { 'idempotency-key': newId('request') };
  return Payment.parse((await stack.request('POST', '/v1/payments', { body, headers })).body);
};
const attemptsOf = async ({ id }: Payment) =>
  PaymentAttemptList.parse((await stack.request('GET', `/v1/payments/${id}/attempts`)).body)
    .data.filter(({ type }) => type === 'authorize')
    .map(({ processor, state, reason }) => ({ processor, state, reason }));
const revoke = (id: string) => stack.request('POST', `/v1/payment_methods/${id}/revoke`, { body: {} });
const keep = () => keepCards(stack.composed.deps);
const detach = () => detachCards(stack.composed.deps);
const overloaded = { status: 429, code: 'rate_limit' };
/** Whether a server was sent the card's number, in whatever form, since so many requests. */
const received = ({ bodies }: StripeServer | BraintreeServer, since: number, card: CanaryCard) =>
  bodies.slice(since).filter((body) => tracesOf({ ...card, cvc: 'none' }).test(body)).length;
const ofCard = (id: string) => `(SELECT card_token FROM payment_methods WHERE id = '${id}')`;
/** How many rows an owner of the database finds. */
const counted = async (rows: string) => {
  const owner = new pg.Client({ connectionString: stack.database.ownerUrl });
  await owner.connect();
  const found = await owner.query<{ count: number }>(`SELECT count(*)::int FROM ${rows}`);
  await owner.end();
  return found.rows[0]?.count;
};
const tablesWith = async (reference: string) =>
  [...(await dumpDatabase(stack.database.ownerUrl))]
    .filter(([, text]) => text.includes(reference))
    .map(([name]) => name);
const referencesOf = (id: string) => counted(`vault.processor_references WHERE token = ${ofCard(id)}`);

describe('a saved card', () => {
  it('is sent to its processor on its first charge and to be kept there, and never again', async () => {
    const card = canaryCard();
    const id = await save(card);
    expect(await charge(id)).toMatchObject({ status: 'captured', processor: 'stripe' });
    expect(await keep()).toMatchObject({ outcomes: [{ outcome: 'kept' }], failures: [] });
    expect(received(stripe, 0, card)).toBe(2);
    expect(await keep()).toEqual({ outcomes: [], failures: [] });

    const before = stripe.bodies.length;
    expect(await charge(id)).toMatchObject({
      status: 'captured',
      processor: 'stripe',
      method: { last4: card.number.slice(-4) },
    });
    const { client, hosted } = await stack.openHost({ payment_method: id });
    const paid = succeeded(await client.pay(hosted, { payment_method: id, cvc: card.cvc })).payment;
    client.close();
    expect(paid.status).toBe('authorized');
    expect(received(stripe, before, card)).toBe(0);
    const sent = stripe.bodies.slice(before).map((body) => new URLSearchParams(body));
    const charged = sent.filter((params) => params.has('confirm'));
    expect(charged.map((params) => params.get('payment_method'))).toEqual([
      expect.stringMatching(/^pm_/),
      expect.stringMatching(/^pm_/),
    ]);
    expect(charged[0]?.get('off_session')).toBe('true');
    expect(charged[0]?.get('payment_method_options[card][mit_exemption][network_transaction_id]')).toMatch(/^nti_/);
    expect(charged[1]?.get('payment_method_options[card][cvc_token]')).toMatch(/^cvctok_/);
    expect((await stack.request('GET', '/v1/balance/comparison')).body).toMatchObject({ differences: [] });

    const reference = charged[0]?.get('payment_method') ?? '';
    expect(reference).not.toBe('');
    expect(await tablesWith(reference)).toEqual([]);
    expect(stack.lines.join('\n')).not.toContain(reference);
  });

  it('is sent to the next processor by the name that that one keeps it under', async () => {
    const card = canaryCard();
    const id = await save(card);
    await charge(id);
    await keep();
    stripe.failNext(overloaded);
    expect(await charge(id)).toMatchObject({ status: 'captured', processor: 'braintree' });
    expect(await keep()).toMatchObject({
      outcomes: [{ outcome: 'kept', keeping: { processor: expect.stringMatching(/^braintree:pacc_/) } }],
    });
    expect(received(braintree, 0, card)).toBe(2);
    const before = [stripe.bodies.length, braintree.bodies.length] as const;
    stripe.failNext(overloaded);
    expect(await charge(id)).toMatchObject({ status: 'captured', processor: 'braintree' });
    expect(received(stripe, before[0], card)).toBe(0);
    expect(received(braintree, before[1], card)).toBe(0);
    const sold = braintree.bodies.slice(before[1]).join('\n');
    const [, reference = 'none'] = /"payment_method_token":"(\w+)"/.exec(sold) ?? [];
    expect(await tablesWith(reference)).toEqual([]);
  });

  it('that its processor knows no more is sent again, once, and kept anew', async () => {
    const card = canaryCard();
    const id = await save(card);
    await charge(id);
    await keep();
    const [newest] = stripe.books.vault.customers(0, Number.MAX_SAFE_INTEGER);
    stripe.books.vault.deleteCustomer(newest?.id ?? '');
    const before = stripe.bodies.length;
    const payment = await charge(id);
    expect(payment.status).toBe('captured');
    expect(await attemptsOf(payment)).toEqual([
      { processor: 'stripe', state: 'refused', reason: 'reference_unknown' },
      { processor: 'stripe', state: 'succeeded', reason: null },
    ]);
    expect(received(stripe, before, card)).toBe(1);
    expect(await detach()).toMatchObject({ outcomes: [{ outcome: 'detached' }] });
    expect(await keep()).toMatchObject({ outcomes: [{ outcome: 'kept' }] });
    const after = stripe.bodies.length;
    await charge(id);
    expect(received(stripe, after, card)).toBe(0);
  });

  it('in doubt by its reference is found, and its number is not sent', async () => {
    const card = canaryCard();
    const id = await save(card);
    await charge(id);
    await keep();
    const before = stripe.bodies.length;
    stripe.failNext('drop');
    const payment = await charge(id);
    expect(payment.status).toBe('unknown');
    stack.clock.advance(120_000);
    await reconcileAttempts(stack.composed.deps);
    expect((await stack.request('GET', `/v1/payments/${payment.id}`)).body).toMatchObject({ status: 'declined' });
    expect(received(stripe, before, card)).toBe(0);
  });
});

describe('which processors keep a saved card', () => {
  const retrieve = async (id: string) =>
    PaymentMethod.parse((await stack.request('GET', `/v1/payment_methods/${id}`)).body);

  it('is shown with it, by name and since when, from the first charge to its revocation', async () => {
    const id = await save(canaryCard());
    expect((await retrieve(id)).processors).toEqual([]);
    await charge(id);
    expect((await retrieve(id)).processors).toEqual([]);
    const moments = [stack.clock.now()];
    await keep();
    expect((await retrieve(id)).processors).toMatchObject([{ processor: 'stripe' }]);
    stack.clock.advance(60_000);
    moments.push(stack.clock.now());
    stripe.failNext(overloaded);
    await charge(id);
    await keep();
    // Else it may still be the millisecond in which it was kept.
    stack.clock.advance(1);
    moments.push(stack.clock.now());
    const { processors: shown } = await retrieve(id);
    expect(shown.map(({ processor }) => processor)).toEqual(['stripe', 'braintree']);
    const earlier = shown.map(({ kept_at: keptAt }) => moments.filter((at) => at.toISOString() <= keptAt).length);
    expect(earlier).toEqual([1, 2]);
    const listed = PaymentMethodList.parse((await stack.request('GET', '/v1/payment_methods?limit=1')).body);
    expect(listed.data).toMatchObject([{ id, processors: shown }]);
    expect((await revoke(id)).body).toMatchObject({ processors: [] });
    expect((await retrieve(id)).processors).toEqual([]);
    await detach();
  });
});

describe('a declined card', () => {
  it('is kept by nobody', async () => {
    const id = await save({ ...cardOf(TEST_CARDS.declined), number: TEST_CARDS.declined, cvc: '123' });
    expect(await charge(id)).toMatchObject({ status: 'declined' });
    expect(await keep()).toEqual({ outcomes: [], failures: [] });
  });
});

describe('revoking a saved card', () => {
  it('shreds it at once and has every processor forget it, also one that is away for hours', async () => {
    const held = { stripe: stripe.books.vault.cards, braintree: braintree.books.vault.cards };
    const card = canaryCard();
    const id = await save(card);
    await charge(id);
    await keep();
    stripe.failNext(overloaded);
    await charge(id);
    await keep();
    expect(stripe.books.vault.cards).toBe(held.stripe + 1);
    expect(braintree.books.vault.cards).toBe(held.braintree + 1);
    stripe.failNext('drop');
    expect(await referencesOf(id)).toBe(2);
    expect(await revoke(id)).toMatchObject({ status: 200, body: { status: 'revoked' } });
    expect(await referencesOf(id)).toBe(0);
    const first = await detach();
    expect(first.outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['detached', 'later']);
    expect(braintree.books.vault.cards).toBe(held.braintree);
    expect(stripe.books.vault.cards).toBe(held.stripe + 1);
    expect(await detach()).toEqual({ outcomes: [], failures: [] });
    stack.clock.advance(15_000);
    expect(await detach()).toMatchObject({ outcomes: [{ outcome: 'detached' }] });
    expect(stripe.books.vault.cards).toBe(held.stripe);
    expect(await counted(`card_keepings WHERE state <> 'detached' AND card_token = ${ofCard(id)}`)).toBe(0);
  });

  it('while its processor is asked to keep it has it forgotten, once no answer can be on its way', async () => {
    const held = stripe.books.vault.cards;
    const id = await save(canaryCard());
    await charge(id);
    const { deps } = stack.composed;
    const keepings: typeof deps.keepings = {
      ...deps.keepings,
      claim: async (...asked) => {
        const claimed = await deps.keepings.claim(...asked);
        await revoke(id);
        return claimed;
      },
    };
    // The card is lent from before the revocation, as it is to a call that is under way.
    const lent = { number: canaryCard().number, exp_month: 12, exp_year: 2030 };
    const vault: typeof deps.vault = { ...deps.vault, use: (_token, _merchant, call) => call(lent) };
    expect(await keepCards({ ...deps, keepings, vault })).toMatchObject({ outcomes: [{ outcome: 'refused' }] });
    expect(stripe.books.vault.cards).toBe(held + 1);
    expect(await detach()).toEqual({ outcomes: [], failures: [] });
    stack.clock.advance(5 * 60_000);
    expect(await detach()).toMatchObject({ outcomes: [{ outcome: 'detached' }] });
    expect(stripe.books.vault.cards).toBe(held);
  });

  it('before anybody was asked to keep it asks nobody', async () => {
    const id = await save(canaryCard());
    await charge(id);
    await revoke(id);
    expect(await keep()).toEqual({ outcomes: [], failures: [] });
    expect(await detach()).toEqual({ outcomes: [], failures: [] });
  });
});

describe('a processor that may not keep cards', () => {
  // The last one: a day later the keys that nobody has rotated here are no more.
  it('goes on charging them, and is not asked again for a day', async () => {
    const id = await save(canaryCard());
    await charge(id);
    stripe.failNext({ status: 403, code: 'permission_denied' });
    expect(await keep()).toMatchObject({ outcomes: [{ outcome: 'refused' }] });
    expect(await charge(id)).toMatchObject({ status: 'captured' });
    expect(await keep()).toEqual({ outcomes: [], failures: [] });
    expect(await detach()).toMatchObject({ outcomes: [{ outcome: 'detached' }] });
    stack.clock.advance(25 * 3_600_000);
    expect(await charge(id)).toMatchObject({ status: 'captured' });
    expect(await keep()).toMatchObject({ outcomes: [{ outcome: 'kept' }] });
  });
});
