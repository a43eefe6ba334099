import { MAX_AMOUNT_MINOR, newId } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { cancelPayment } from './cancel-payment.ts';
import { confirmPayment } from './confirm-payment.ts';
import type { AuthorizeRequest } from './ports/processor.ts';
import { reconcileAttempts } from './reconcile-attempts.ts';
import { refundPayment } from './refund-payment.ts';
import { createEngineFixture, OWNER } from './testing/engine-fixture.ts';

const BY_OWNER = { requestId: null, actor: OWNER };

function start() {
  const fixture = createEngineFixture();
  const requests: AuthorizeRequest[] = [];
  const authorize = fixture.bank.authorize.bind(fixture.bank);
  fixture.bank.authorize = (request) => {
    requests.push(structuredClone(request));
    return authorize(request);
  };
  return { ...fixture, requests };
}

describe('charging a saved method', () => {
  test('holds the money without a session, by the profile’s fee, for the customer that it was saved for', async () => {
    const { saveCard, charge, bank, eventsOf, vault } = start();
    const customerId = newId('customer');
    const saved = saveCard({ customerId });
    const payment = await charge(saved, { reference: 'invoice 7', metadata: { plan: 'gold' } });
    expect(payment).toMatchObject({
      status: 'authorized',
      sessionId: null,
      paymentMethodId: saved.id,
      methodToken: saved.token,
      customerId,
      reference: 'invoice 7',
      metadata: { plan: 'gold' },
      amountMinor: 2_500,
      feeMinor: 103,
      authorizedMinor: 2_500,
      method: { last4: '4242' },
    });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.authorizedMinor).toBe(2_500);
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.authorized']);
    expect(vault.openCards).toBe(0);
  });

  test('sends no security code, says who charges, and names the transaction that the network knows the card by', async () => {
    const { saveCard, charge, requests } = start();
    await charge(saveCard());
    await charge(saveCard({ networkTransactionId: 'net_1' }), { isOffSession: false });
    expect(requests.map(({ card }) => card.cvc)).toEqual([undefined, undefined]);
    expect(requests.map(({ stored }) => stored)).toEqual([
      { isOffSession: true, networkTransactionId: null },
      { isOffSession: false, networkTransactionId: 'net_1' },
    ]);
  });

  test('asks for the total with the service fee', async () => {
    const { saveCard, charge, profile } = start();
    profile.feeMode = 'service_fee';
    expect(await charge(saveCard(), { amountMinor: 10_000 })).toMatchObject({
      totalMinor: 10_320,
      authorizedMinor: 10_320,
    });
  });

  test('is a value where the bank declines, and where it wants a challenge that nobody could answer', async () => {
    const { saveCard, charge, bank } = start();
    bank.decide('insufficient_funds', 'challenge');
    expect(await charge(saveCard())).toMatchObject({ status: 'declined', declineCode: 'insufficient_funds' });
    const challenged = await charge(saveCard());
    expect(challenged).toMatchObject({ status: 'declined', declineCode: 'authentication_failed', action: null });
    expect(bank.authorizations.size).toBe(0);
  });

  test('repeated under the same request charges once', async () => {
    const { saveCard, charge, bank } = start();
    const saved = saveCard();
    const requestId = newId('request');
    const [first, second] = await Promise.all([charge(saved, { requestId }), charge(saved, { requestId })]);
    expect(second.id).toBe(first.id);
    expect((await charge(saved, { requestId })).id).toBe(first.id);
    expect(bank.authorizations.size).toBe(1);
  });

  test('captured automatically, then refunded; or confirmed, or canceled, as every other payment', async () => {
    const { deps, saveCard, charge } = start();
    const captured = await charge(saveCard(), { capture: 'automatic' });
    expect(captured).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
    const refunded = await refundPayment(deps, captured, { ...BY_OWNER, amountMinor: 1_000 });
    expect(refunded).toMatchObject({ status: 'partially_refunded' });
    const confirmed = await confirmPayment(deps, await charge(saveCard()), { ...BY_OWNER, amountMinor: 2_000 });
    expect(confirmed).toMatchObject({ status: 'captured', capturedMinor: 2_000 });
    expect(await cancelPayment(deps, await charge(saveCard()), BY_OWNER)).toMatchObject({ status: 'canceled' });
  });

  test('in doubt is found out by reconciliation, which captures it where that was asked for', async () => {
    const { deps, saveCard, charge, bank, clock, reload } = start();
    bank.plan('lost_after');
    const payment = await charge(saveCard(), { capture: 'automatic' });
    expect(payment.status).toBe('unknown');
    clock.advance(2_000);
    await reconcileAttempts(deps);
    expect(reload(payment)).toMatchObject({ status: 'captured', capturedMinor: 2_500 });
    expect(bank.authorizations.size).toBe(1);
  });

  test('whose challenge was left behind by a crash is given up by reconciliation', async () => {
    const { deps, saveCard, charge, bank, clock, reload, tables } = start();
    bank.decide('challenge');
    const dying = {
      ...bank,
      challenges: {
        complete: async () => ({ type: 'unknown', reason: 'Nobody asks.' }) as const,
        abandon: async () => {
          throw new TypeError('killed');
        },
      },
    };
    const { processors } = deps;
    deps.processors = { ...processors, route: async () => dying };
    await expect(charge(saveCard())).rejects.toThrow('killed');
    deps.processors = processors;
    const [payment] = [...tables.payments.values()];
    if (!payment) throw new TypeError('no payment was begun');
    clock.advance(20_000);
    await reconcileAttempts(deps);
    expect(reload(payment)).toMatchObject({ status: 'declined', declineCode: 'authentication_failed' });
  });
});

describe('a charge that never becomes a payment', () => {
  test.each([
    ['payment_method_not_found', { paymentMethodId: newId('paymentMethod') }],
    ['amount_not_allowed', { amountMinor: 49 }],
    ['customer_mismatch', { customerId: newId('customer') }],
  ] as const)('is refused with %s', async (detail, input) => {
    const { saveCard, charge, tables, requests } = start();
    await expect(charge(saveCard({ customerId: newId('customer') }), input)).rejects.toMatchObject({ detail });
    expect(tables.payments.size).toBe(0);
    expect(requests).toEqual([]);
  });

  test('is refused where its total is more than a payment may be', async () => {
    const { saveCard, charge, profile, tables } = start();
    Object.assign(profile, { feeMode: 'service_fee', maxAmountMinor: MAX_AMOUNT_MINOR });
    const refused = { detail: 'amount_not_allowed', param: 'amount_minor' };
    await expect(charge(saveCard(), { amountMinor: MAX_AMOUNT_MINOR })).rejects.toMatchObject(refused);
    expect(tables.payments.size).toBe(0);
  });

  test('is refused where the method was revoked, of another mode or of another merchant', async () => {
    const { saveCard, charge, tables } = start();
    const saved = saveCard({ status: 'revoked' });
    await expect(charge(saved)).rejects.toMatchObject({ detail: 'payment_method_revoked' });
    await expect(charge(saveCard(), { mode: 'live' })).rejects.toMatchObject({ detail: 'payment_method_not_found' });
    await expect(charge(saveCard(), { merchantId: newId('merchant') })).rejects.toMatchObject({
      detail: 'merchant_disabled',
    });
    expect(tables.payments.size).toBe(0);
  });

  test('is refused by the profile: its brands, its currencies, its history, and automatic capture above approval', async () => {
    const { saveCard, charge, profile, bank } = start();
    profile.duplicateWindowSeconds = 60;
    await charge(saveCard());
    await expect(charge(saveCard())).rejects.toMatchObject({ detail: 'duplicate_payment' });
    profile.duplicateWindowSeconds = 0;
    profile.velocity.card = { limit: 1, window_seconds: 60 };
    await expect(charge(saveCard())).rejects.toMatchObject({ detail: 'card_velocity' });
    profile.velocity.card = null;
    profile.approvals.confirm_above_minor = 1_000;
    await expect(charge(saveCard(), { capture: 'automatic' })).rejects.toMatchObject({ detail: 'approval_required' });
    profile.brands = ['mastercard'];
    await expect(charge(saveCard())).rejects.toMatchObject({ detail: 'brand_not_allowed' });
    profile.brands = [];
    profile.currencies = ['EUR'];
    await expect(charge(saveCard())).rejects.toMatchObject({ detail: 'currency_not_allowed' });
    expect(bank.authorizations.size).toBe(1);
  });

  test('is refused where the vault opens the card no more', async () => {
    const { saveCard, charge, tables, vault } = start();
    const saved = saveCard();
    vault.saved.delete(saved.token);
    await expect(charge(saved)).rejects.toMatchObject({ detail: 'card_not_found' });
    expect(tables.payments.size).toBe(0);
  });
});

test('a saved bank account is debited only once it is confirmed', async () => {
  const { deps, saveCard, charge, profile, vault, bank, requests } = start();
  profile.methods = ['card', 'ach'];
  const account = await vault.openBankAccount('110000000/000123456789', {} as never);
  const saved = saveCard({ token: account.stored.token, method: { ...account.stored.masked } });
  const payment = await charge(saved);
  expect(payment).toMatchObject({ status: 'authorized', processorReference: null });
  expect([...requests, ...bank.calls]).toEqual([]);
  expect(await confirmPayment(deps, payment, { ...BY_OWNER, amountMinor: null })).toMatchObject({ status: 'pending' });
  await expect(charge(saved, { currency: 'EUR' })).rejects.toMatchObject({ detail: 'method_not_available' });
});
