import { newId } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { createEngineFixture, newChallenge } from './testing/engine-fixture.ts';

const asked = (calls: readonly string[], type: string) => calls.filter((call) => call.startsWith(`${type} `));

describe('an authorization', () => {
  test('that the bank approves holds the money and completes the session', async () => {
    const { session, pay, bank, tables, eventsOf } = createEngineFixture();
    const opened = await session();
    const payment = await pay(opened);
    expect(payment).toMatchObject({
      status: 'authorized',
      authorizedMinor: 2_500,
      capturedMinor: 0,
      pendingOperation: null,
      version: 2,
    });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.authorizedMinor).toBe(2_500);
    expect(payment.authorizationExpiresAt).not.toBeNull();
    expect(tables.sessions.get(opened.id)).toMatchObject({ status: 'completed', paymentId: payment.id, attempts: 1 });
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.authorized']);
  });

  test('is durable before the bank is asked, under the id that the bank is asked with', async () => {
    const { session, pay, bank, tables } = createEngineFixture();
    const authorize = bank.authorize.bind(bank);
    let atTheBank: unknown;
    bank.authorize = (request) => {
      atTheBank = structuredClone({
        attempt: tables.attempts.get(request.attemptId),
        payments: [...tables.payments.values()],
      });
      return authorize(request);
    };
    await pay(await session());
    expect(atTheBank).toMatchObject({
      attempt: { state: 'in_flight', type: 'authorize' },
      payments: [{ status: 'processing' }],
    });
  });

  test('asks the bank for the total, with the service fee', async () => {
    const { session, pay, profile } = createEngineFixture();
    profile.feeMode = 'service_fee';
    expect(await pay(await session({ amount_minor: 10_000 }))).toMatchObject({
      authorizedMinor: 10_320,
      totalMinor: 10_320,
      amountMinor: 10_000,
    });
  });

  test('that is declined says why and opens the session again', async () => {
    const { session, pay, bank, tables, reload } = createEngineFixture();
    const opened = await session();
    bank.decide('insufficient_funds');
    const declined = await pay(opened);
    expect(declined).toMatchObject({ status: 'declined', declineCode: 'insufficient_funds', authorizedMinor: 0 });
    expect(tables.sessions.get(opened.id)).toMatchObject({ status: 'open', attempts: 1 });
    const second = await pay(opened);
    expect(second.status).toBe('authorized');
    expect(second.id).not.toBe(declined.id);
    expect(reload(declined).status).toBe('declined');
  });

  test.each(['lost_before', 'lost_after'] as const)(
    'whose answer is %s is unknown, and nobody can pay again',
    async (fate) => {
      const { session, pay, bank, tables, reload } = createEngineFixture();
      const opened = await session();
      bank.plan(fate);
      const payment = await pay(opened);
      expect(payment).toMatchObject({ status: 'unknown', authorizedMinor: 0 });
      expect(tables.sessions.get(opened.id)?.status).toBe('processing');
      await expect(pay(opened)).rejects.toMatchObject({
        code: 'conflict',
        detail: 'payment_in_doubt',
        audience: 'payer',
      });
      expect(asked(bank.calls, 'authorize')).toHaveLength(1);
      expect(reload(payment).status).toBe('unknown');
    },
  );

  test('repeated under its request id answers the same payment and asks nobody', async () => {
    const { session, pay, bank, reload, tables } = createEngineFixture();
    const opened = await session();
    const requestId = newId('request');
    const first = await pay(opened, { requestId });
    const again = await pay(opened, { requestId });
    expect(again).toEqual(reload(first));
    expect(asked(bank.calls, 'authorize')).toHaveLength(1);
    expect(tables.payments.size).toBe(1);
  });

  test('repeated while it is in flight answers the payment in flight', async () => {
    const { session, pay, bank } = createEngineFixture();
    const opened = await session();
    const requestId = newId('request');
    const authorize = bank.authorize.bind(bank);
    let repeated: unknown;
    bank.authorize = async (request) => {
      repeated = await pay(opened, { requestId });
      await expect(pay(opened)).rejects.toMatchObject({ code: 'conflict', detail: 'payment_in_flight' });
      return authorize(request);
    };
    const payment = await pay(opened, { requestId });
    expect(repeated).toMatchObject({ id: payment.id, status: 'processing' });
    expect(asked(bank.calls, 'authorize')).toHaveLength(1);
  });

  test('of two at the same moment only one reaches the bank', async () => {
    const { session, pay, bank } = createEngineFixture();
    const opened = await session();
    const results = await Promise.allSettled([pay(opened), pay(opened)]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    expect(asked(bank.calls, 'authorize')).toHaveLength(1);
  });

  test('of a paid session is refused', async () => {
    const { session, pay, bank } = createEngineFixture();
    const opened = await session();
    await pay(opened);
    await expect(pay(opened)).rejects.toMatchObject({ code: 'conflict', detail: 'already_paid' });
    expect(asked(bank.calls, 'authorize')).toHaveLength(1);
  });

  test('with a challenge that was spent before is refused', async () => {
    const { session, pay, bank, clock } = createEngineFixture();
    const opened = await session();
    const challenge = newChallenge(opened, clock.now());
    bank.decide('card_declined');
    await pay(opened, { challenge });
    await expect(pay(opened, { challenge })).rejects.toMatchObject({
      code: 'permission_denied',
      detail: 'challenge_replayed',
    });
    expect(asked(bank.calls, 'authorize')).toHaveLength(1);
  });

  test.each([
    ['amount', { amountMinor: 2_600, totalMinor: 2_600 }],
    ['currency', { currency: 'EUR' }],
    ['revision', { revision: 2 }],
  ] as const)('is refused before anything is charged where the %s changed', async (_, change) => {
    const { session, pay, bank, tables } = createEngineFixture();
    const opened = await session();
    tables.sessions.set(opened.id, { ...opened, ...change });
    await expect(pay(opened)).rejects.toMatchObject({ code: 'conflict', detail: 'amount_changed', audience: 'payer' });
    expect(bank.calls).toEqual([]);
    expect(tables.payments.size).toBe(0);
  });

  test('is refused before anything is charged where the opened card costs another total than was shown', async () => {
    const { session, pay, bank, tables, profile } = createEngineFixture();
    profile.feeMode = 'service_fee';
    const opened = await session();
    profile.feeRules = [{ method: 'card', brand: 'visa', fee_bps: 900, fee_fixed_minor: 0 }];
    await expect(pay(opened)).rejects.toMatchObject({ code: 'conflict', detail: 'amount_changed', audience: 'payer' });
    expect(bank.calls).toEqual([]);
    expect(tables.payments.size).toBe(0);
  });

  test.each([
    ['brands', { brands: ['mastercard'] }, 'brand_not_allowed'],
    ['currencies', { currencies: ['EUR'] }, 'currency_not_allowed'],
    ['methods', { methods: ['ach'] }, 'method_not_allowed'],
  ] as const)('is refused in words for the payer where the profile’s %s leave it out', async (_, change, detail) => {
    const { session, pay, bank, profile, vault } = createEngineFixture();
    const opened = await session();
    Object.assign(profile, change);
    await expect(pay(opened)).rejects.toMatchObject({ code: 'validation_error', detail, audience: 'payer' });
    expect(bank.calls).toEqual([]);
    expect(vault.openCards).toBe(0);
  });

  test.each(['expired', 'canceled'] as const)('of a session that is %s is refused', async (status) => {
    const { session, pay, bank, tables } = createEngineFixture();
    const opened = await session();
    tables.sessions.set(opened.id, { ...opened, status });
    await expect(pay(opened)).rejects.toMatchObject({ code: 'conflict', detail: 'session_closed' });
    expect(bank.calls).toEqual([]);
  });

  test('of a session whose time ran out is refused', async () => {
    const { session, pay, clock } = createEngineFixture();
    const opened = await session();
    clock.advance(24 * 3_600_000);
    await expect(pay(opened)).rejects.toMatchObject({ detail: 'session_closed' });
  });

  test('from an older generation of the host is refused', async () => {
    const { session, pay, tables } = createEngineFixture();
    const opened = await session();
    tables.sessions.set(opened.id, { ...opened, generation: 2 });
    await expect(pay(opened)).rejects.toMatchObject({ detail: 'session_closed' });
  });

  test('is refused after as many attempts as the session allows', async () => {
    const { session, pay, bank } = createEngineFixture();
    const opened = await session();
    bank.decide(...Array.from({ length: 20 }, () => 'card_declined' as const));
    for (let attempt = 0; attempt < 20; attempt++) await pay(opened);
    await expect(pay(opened)).rejects.toMatchObject({ code: 'rate_limited', detail: 'too_many_attempts' });
    expect(asked(bank.calls, 'authorize')).toHaveLength(20);
  });

  test.each([
    ['another action', { action: 'confirm_payment' }],
    ['another session', { session: newId('session') }],
    ['another generation', { generation: 2 }],
  ] as const)('with a challenge for %s is refused', async (_, change) => {
    const { session, pay, clock, vault } = createEngineFixture();
    const opened = await session();
    const challenge = { ...newChallenge(opened, clock.now()), ...change };
    await expect(pay(opened, { challenge })).rejects.toMatchObject({
      code: 'permission_denied',
      detail: 'challenge_mismatch',
    });
    expect(vault.openCards).toBe(0);
  });

  test('needs a registered host, an active merchant and a card that opens', async () => {
    const { session, pay, profile, tables } = createEngineFixture();
    const opened = await session();
    await expect(pay({ ...opened, hostKeys: null })).rejects.toMatchObject({ detail: 'session_not_hosted' });
    await expect(pay(opened, { cardPayload: 'garbage' })).rejects.toMatchObject({ detail: 'card_payload_refused' });
    profile.status = 'disabled';
    await expect(pay(opened)).rejects.toMatchObject({ code: 'permission_denied', detail: 'merchant_disabled' });
    expect(tables.payments.size).toBe(0);
  });

  test('forgets the card whatever becomes of it', async () => {
    const { session, pay, bank, vault } = createEngineFixture();
    const opened = await session();
    bank.decide('card_declined');
    await pay(opened);
    bank.plan('lost_before');
    await pay(opened);
    await expect(pay(opened)).rejects.toThrow(/has not answered/);
    bank.authorize = async () => {
      throw new TypeError('a defect of the adapter');
    };
    await expect(pay(await session())).rejects.toThrow('a defect of the adapter');
    expect(vault.openCards).toBe(0);
  });

  test('is not sent any more by a process that slept past its time', async () => {
    const { session, pay, bank, deps, clock } = createEngineFixture();
    const begin = deps.payments.begin.bind(deps.payments);
    deps.payments.begin = async (intent) => {
      const verdict = await begin(intent);
      clock.advance(3_001);
      return verdict;
    };
    expect(await pay(await session())).toMatchObject({ status: 'processing' });
    expect(bank.calls).toEqual([]);
  });

  test('that somebody else settled meanwhile keeps that outcome, and lets the money go that the bank holds', async () => {
    const { session, pay, bank, tables, eventsOf } = createEngineFixture();
    const authorize = bank.authorize.bind(bank);
    bank.authorize = async (request) => {
      const outcome = await authorize(request);
      const [payment] = [...tables.payments.values()];
      if (payment)
        tables.payments.set(payment.id, {
          ...payment,
          status: 'declined',
          declineCode: 'processing_error',
          version: payment.version + 1,
        });
      return outcome;
    };
    const payment = await pay(await session());
    expect(payment).toMatchObject({ status: 'declined', declineCode: 'processing_error' });
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.found_late', 'payment.released']);
    expect([...bank.authorizations.values()]).toMatchObject([{ isVoided: true }]);
  });

  test('names the payment by a token that charges nothing and reads like no card number', async () => {
    const { authorized } = createEngineFixture();
    const payment = await authorized();
    expect(payment.paymentToken).toMatch(/^pt_[0-9a-z]{26}$/);
    expect(payment.recordNumber).toMatch(/^\w{4}-\w{4}-\w{4}$/);
  });
});

describe('an automatic capture', () => {
  test('follows the authorization and takes all of it', async () => {
    const { authorized, bank, eventsOf, tables } = createEngineFixture();
    const payment = await authorized({ capture: 'automatic' });
    expect(payment).toMatchObject({
      status: 'captured',
      authorizedMinor: 2_500,
      capturedMinor: 2_500,
      pendingOperation: null,
    });
    expect(bank.authorizations.get(payment.processorReference ?? '')?.capturedMinor).toBe(2_500);
    expect(eventsOf(payment)).toEqual(['payment.processing', 'payment.authorized', 'payment.captured']);
    expect(tables.events.at(-1)?.actor).toEqual({ type: 'system', id: null, name: 'Automatic capture' });
  });

  test('begins in the same commit as the authorization, so that a crash cannot lose it', async () => {
    const { session, pay, bank, reload, tables } = createEngineFixture();
    bank.capture = async () => {
      throw new TypeError('the process dies here');
    };
    await expect(pay(await session({ capture: 'automatic' }))).rejects.toThrow('the process dies here');
    const [payment] = [...tables.payments.values()];
    if (!payment) throw new TypeError('no payment');
    expect(reload(payment)).toMatchObject({
      status: 'authorized',
      pendingOperation: { type: 'capture', state: 'in_flight' },
    });
  });

  test('does not happen after a decline or in doubt', async () => {
    const { session, pay, bank } = createEngineFixture();
    bank.decide('card_declined');
    expect(await pay(await session({ capture: 'automatic' }))).toMatchObject({
      status: 'declined',
      pendingOperation: null,
    });
    bank.plan('lost_after');
    expect(await pay(await session({ capture: 'automatic' }))).toMatchObject({
      status: 'unknown',
      pendingOperation: null,
    });
    expect(asked(bank.calls, 'capture')).toEqual([]);
  });

  test('whose answer is lost stays pending', async () => {
    const { authorized, bank } = createEngineFixture();
    bank.plan('answered', 'lost_after');
    expect(await authorized({ capture: 'automatic' })).toMatchObject({
      status: 'authorized',
      pendingOperation: { type: 'capture', state: 'unknown' },
    });
  });
});
