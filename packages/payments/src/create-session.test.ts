import { MAX_AMOUNT_MINOR, newId } from '@fieldfare/protocol';
import type { CreateSession } from '@fieldfare/protocol';
import { describe, expect, test } from 'vitest';
import { createSession } from './create-session.ts';
import { createEngineFixture } from './testing/engine-fixture.ts';

const HOUR_MS = 3_600_000;

describe('creating a session', () => {
  test('fixes amount, fee and lifetime', async () => {
    const { session, tables, clock } = createEngineFixture();
    const opened = await session({ amount_minor: 10_000 });
    expect(opened).toMatchObject({
      status: 'open',
      amountMinor: 10_000,
      feeMinor: 320,
      totalMinor: 10_000,
      revision: 1,
      generation: 1,
      attempts: 0,
    });
    expect(opened.expiresAt.getTime() - clock.now().getTime()).toBe(24 * HOUR_MS);
    expect(tables.sessions.has(opened.id)).toBe(true);
  });

  test('asks for no money where it saves a payment method', async () => {
    const { session } = createEngineFixture();
    expect(await session({ mode: 'setup', amount_minor: undefined })).toMatchObject({
      kind: 'setup',
      amountMinor: 0,
      feeMinor: 0,
      totalMinor: 0,
    });
  });

  test('adds a service fee to the total', async () => {
    const { session, profile } = createEngineFixture();
    profile.feeMode = 'service_fee';
    expect(await session({ amount_minor: 10_000 })).toMatchObject({ feeMinor: 320, totalMinor: 10_320 });
  });

  test.each([
    [{ origin: 'https://elsewhere.example' }, 'origin_not_allowed'],
    [{ amount_minor: 49 }, 'amount_not_allowed'],
    [{ amount_minor: 1_000_001 }, 'amount_not_allowed'],
    [{ methods: ['ach'] }, 'method_not_allowed'],
    [{ expires_at: '2026-11-21T11:59:59.000Z' }, 'expires_at_invalid'],
    [{ expires_at: '2026-11-28T12:00:00.001Z' }, 'expires_at_invalid'],
  ] satisfies [Partial<CreateSession>, string][])('refuses %j as %s', async (input, detail) => {
    const { session, tables } = createEngineFixture();
    await expect(session(input)).rejects.toMatchObject({ code: 'validation_error', detail });
    expect(tables.sessions.size).toBe(0);
  });

  test('refuses an amount whose total no payment may be, whichever card pays', async () => {
    const { session, profile } = createEngineFixture();
    Object.assign(profile, { feeMode: 'service_fee', feeBps: 0, feeFixedMinor: 1, maxAmountMinor: MAX_AMOUNT_MINOR });
    expect(await session({ amount_minor: MAX_AMOUNT_MINOR - 1 })).toMatchObject({ totalMinor: MAX_AMOUNT_MINOR });
    const refused = { code: 'validation_error', detail: 'amount_not_allowed', param: 'amount_minor' };
    await expect(session({ amount_minor: MAX_AMOUNT_MINOR })).rejects.toMatchObject(refused);
    profile.feeRules = [{ method: 'card', brand: 'american-express', fee_bps: 1, fee_fixed_minor: 0 }];
    await expect(session({ amount_minor: MAX_AMOUNT_MINOR - 1 })).rejects.toMatchObject(refused);
  });

  test('takes an end of at most seven days', async () => {
    const { session } = createEngineFixture();
    expect((await session({ expires_at: '2026-11-28T12:00:00.000Z' })).expiresAt.toISOString()).toBe(
      '2026-11-28T12:00:00.000Z',
    );
  });

  test.each([
    { page_may: ['confirm'] },
    { capture: 'automatic' },
    { mode: 'setup' },
    { customer: newId('customer') },
    { payment_method: newId('paymentMethod') },
  ] satisfies Partial<CreateSession>[])('a publishable key may not ask for %j and has five attempts', async (input) => {
    const { deps, profile } = createEngineFixture();
    const caller = {
      merchantId: profile.merchantId,
      mode: 'test',
      apiKeyId: newId('apiKey'),
      keyType: 'publishable',
    } as const;
    const plain: CreateSession = {
      mode: 'payment',
      amount_minor: 2_500,
      currency: 'USD',
      origin: 'https://shop.example',
      capture: 'manual',
      page_may: [],
      metadata: {},
    };
    await expect(createSession(deps, caller, { ...plain, ...input })).rejects.toMatchObject({
      code: 'permission_denied',
      detail: 'secret_key_required',
    });
    expect((await createSession(deps, caller, plain)).maxAttempts).toBe(5);
  });

  test('a merchant who is gone has no sessions', async () => {
    const { session, profile } = createEngineFixture();
    profile.merchantId = newId('merchant');
    await expect(session()).resolves.toBeDefined();
    const other = createEngineFixture();
    other.deps.merchants = { profile: async () => null };
    await expect(other.session()).rejects.toMatchObject({ code: 'permission_denied', detail: 'merchant_disabled' });
  });
});
