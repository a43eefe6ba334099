import type { Processor, RoutedPayment } from '@fieldfare/payments';
import { newId, PROCESSOR_METHODS, ProcessorKind } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADAPTERS } from './adapters.ts';
import { createAccountProcessors } from './account-processors.ts';
import type { ProcessorAccount, ProcessorAccounts, RoutingRule } from './accounts.ts';
import { createProcessorDirectory } from './create-processor-directory.ts';
import { startStripeServer } from './stripe/testing/start-stripe-server.ts';
import type { StripeServer } from './stripe/testing/start-stripe-server.ts';
import { STRIPE_TEST_CARDS } from './stripe/testing/stripe-cards.ts';
import { onlySandbox } from './only-sandbox.ts';

const SECRET_KEY = ['sk', 'test', newId('apiKey')].join('_');
const CREDENTIALS: Record<ProcessorKind, Record<string, string>> = {
  stripe: { secret_key: SECRET_KEY },
  braintree: { merchant_id: 'yourmerchantid', public_key: 'yourpublickey', private_key: 'yourprivatekey' },
};
const sandbox = { name: 'sandbox' } as Processor;
const refusal = { detail: 'processor_not_configured' };
const ANY: RoutingRule = { methods: [], brands: [], currencies: [], minAmountMinor: null, maxAmountMinor: null };

const paymentOf = (changes: Partial<RoutedPayment> = {}): RoutedPayment => ({
  merchantId: 'mer_1',
  mode: 'live',
  method: { type: 'card', brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2030, bank_name: null },
  currency: 'USD',
  amountMinor: 2_500,
  ...changes,
});

describe('without accounts', () => {
  test('the sandbox serves test mode, and payments that it carries find it by name', async () => {
    const directory = onlySandbox(sandbox);
    expect(await directory.route(paymentOf({ mode: 'test' }))).toBe(sandbox);
    expect(directory.byName('sandbox')).toBe(sandbox);
  });

  test('live mode is refused, in words that say what to do', async () => {
    const live = onlySandbox(sandbox).route(paymentOf());
    await expect(live).rejects.toMatchObject(refusal);
    await expect(live).rejects.toThrow(/enable or add a live account in the console/);
  });

  test('the sandbox’s methods are taken in test mode, and none in live mode', async () => {
    const debits: Processor['debits'] = { submit: async () => ({ type: 'unknown', reason: 'It is away.' }) };
    const bank = { ...sandbox, debits };
    expect(await onlySandbox(bank).methods('mer_1', 'test')).toEqual(['card', 'ach']);
    expect(await onlySandbox(sandbox).methods('mer_1', 'test')).toEqual(['card']);
    expect(await onlySandbox(bank).methods('mer_1', 'live')).toEqual([]);
  });

  test('a payment of a processor that is gone is refused by name, never sent to another one', () => {
    expect(() => onlySandbox(sandbox).byName('acquirer')).toThrow(expect.objectContaining(refusal));
  });
});

describe('with accounts', () => {
  let stripe: StripeServer;
  beforeAll(async () => {
    stripe = await startStripeServer({ secretKey: SECRET_KEY, now: () => new Date() });
  });
  afterAll(() => stripe.close());

  const accountOf = (id: string, priority: number, changes: Partial<ProcessorAccount> = {}): ProcessorAccount => ({
    id,
    merchantId: 'mer_1',
    mode: 'live',
    processor: 'stripe',
    secretId: `secret of ${id}`,
    isEnabled: true,
    priority,
    rule: ANY,
    ...changes,
  });
  const directoryOf = (...list: ProcessorAccount[]) => {
    const accounts: ProcessorAccounts = {
      list: async (merchantId, mode) => list.filter((each) => each.merchantId === merchantId && each.mode === mode),
      find: async (id) => list.find((each) => each.id === id) ?? null,
      credentials: async () => JSON.stringify({ secret_key: SECRET_KEY }),
    };
    const processors = createAccountProcessors({ accounts, servers: { stripe: stripe.server } });
    return createProcessorDirectory({ sandbox, accounts, processors });
  };
  const chosen = async (payment: RoutedPayment, ...list: ProcessorAccount[]) =>
    (await directoryOf(...list).route(payment)).name;

  test('the first enabled account whose rule takes the payment serves it', async () => {
    const euros = accountOf('pacc_eur', 1, { rule: { ...ANY, currencies: ['EUR'] } });
    const small = accountOf('pacc_small', 2, { rule: { ...ANY, maxAmountMinor: 1_000 } });
    const off = accountOf('pacc_off', 3, { isEnabled: false });
    const amex = accountOf('pacc_amex', 4, { rule: { ...ANY, brands: ['american-express'] } });
    const rest = accountOf('pacc_rest', 5);
    const all = [euros, small, off, amex, rest] as const;
    expect(await chosen(paymentOf(), ...all)).toBe('stripe:pacc_rest');
    expect(await chosen(paymentOf({ currency: 'EUR' }), ...all)).toBe('stripe:pacc_eur');
    expect(await chosen(paymentOf({ amountMinor: 1_000 }), ...all)).toBe('stripe:pacc_small');
    const method = { ...paymentOf().method, brand: 'american-express' as const };
    expect(await chosen(paymentOf({ method }), ...all)).toBe('stripe:pacc_amex');
    await expect(directoryOf(euros).route(paymentOf())).rejects.toThrow(
      /None of the merchant’s|None of the merchant's/,
    );
  });

  test('an account of test mode takes the sandbox’s place, and another merchant’s takes nothing', async () => {
    const own = accountOf('pacc_test', 1, { mode: 'test' });
    expect(await chosen(paymentOf({ mode: 'test' }), own)).toBe('stripe:pacc_test');
    const theirs = accountOf('pacc_theirs', 1, { merchantId: 'mer_2' });
    await expect(directoryOf(theirs).route(paymentOf())).rejects.toMatchObject(refusal);
  });

  test('a test account that was tried and disabled gives its place back to the sandbox, and a disabled live one to nobody', async () => {
    const tried = accountOf('pacc_tried', 1, { mode: 'test', isEnabled: false });
    expect(await chosen(paymentOf({ mode: 'test' }), tried)).toBe('sandbox');
    expect(await directoryOf(tried).methods('mer_1', 'test')).toEqual(['card']);
    expect(await chosen(paymentOf({ mode: 'test' }), tried, accountOf('pacc_other', 2, { mode: 'test' }))).toBe(
      'stripe:pacc_other',
    );
    const live = directoryOf(accountOf('pacc_live', 1, { isEnabled: false }), tried);
    await expect(live.route(paymentOf())).rejects.toMatchObject(refusal);
    await expect(live.route(paymentOf())).rejects.toThrow(/enable or add a live account/);
    expect(await live.methods('mer_1', 'live')).toEqual([]);
  });

  test('where there is no sandbox, a disabled test account leaves test mode to nobody', async () => {
    const own = accountOf('pacc_tried', 1, { mode: 'test', isEnabled: false });
    const accounts = { list: async () => [own], find: async () => null, credentials: async () => '' };
    const processors = createAccountProcessors({ accounts });
    const directory = createProcessorDirectory({ sandbox: null, accounts, processors });
    await expect(directory.route(paymentOf({ mode: 'test' }))).rejects.toThrow(/enable or add a test account/);
    expect(await directory.methods('mer_1', 'test')).toEqual([]);
  });

  test('the methods that are taken are those of enabled accounts, by their kind and their rule', async () => {
    const methods = (...list: ProcessorAccount[]) => directoryOf(...list).methods('mer_1', 'live');
    expect(await methods(accountOf('pacc_1', 1))).toEqual(['card']);
    expect(await methods(accountOf('pacc_1', 1, { rule: { ...ANY, methods: ['ach'] } }))).toEqual([]);
    expect(await methods(accountOf('pacc_1', 1, { isEnabled: false }))).toEqual([]);
    expect(await methods(accountOf('pacc_1', 1, { mode: 'test' }))).toEqual([]);
  });

  test.each(ProcessorKind.options)('what accounts at %s are said to take is what its adapter can do', (kind) => {
    const credentials = JSON.stringify(CREDENTIALS[kind]);
    const { debits } = ADAPTERS[kind]({ credentials, mode: 'test', options: {} });
    expect(PROCESSOR_METHODS[kind].includes('ach')).toBe(debits !== undefined);
  });

  test('who decided upon nothing is followed by the next whose rule takes it, in order, and by nobody twice', async () => {
    const euros = accountOf('pacc_eur', 2, { rule: { ...ANY, currencies: ['EUR'] } });
    const off = accountOf('pacc_off', 3, { isEnabled: false });
    const directory = directoryOf(accountOf('pacc_1', 1), euros, off, accountOf('pacc_4', 4));
    const next = async (...tried: string[]) => (await directory.next(paymentOf(), tried))?.name ?? null;
    expect(await next('stripe:pacc_1')).toBe('stripe:pacc_4');
    expect(await next('stripe:pacc_1', 'stripe:pacc_4')).toBeNull();
    expect(await onlySandbox(sandbox).next(paymentOf({ mode: 'test' }), ['sandbox'])).toBeNull();
  });

  test('an account whose credentials do not open is passed over, and named where it is the only one', async () => {
    const list = [accountOf('pacc_locked', 1), accountOf('pacc_2', 2)];
    const accounts: ProcessorAccounts = {
      list: async () => list,
      find: async () => null,
      credentials: async ({ id }) => {
        if (id === 'pacc_locked') throw new Error('the key is away');
        return JSON.stringify({ secret_key: SECRET_KEY });
      },
    };
    const processors = createAccountProcessors({ accounts, servers: { stripe: stripe.server } });
    const directory = createProcessorDirectory({ sandbox, accounts, processors });
    expect((await directory.route(paymentOf())).name).toBe('stripe:pacc_2');
    list.pop();
    await expect(directory.route(paymentOf())).rejects.toThrow('the key is away');
  });

  test('a secret that another server has changed a moment ago fails no payment', async () => {
    const known = accountOf('pacc_1', 1, { secretId: 'destroyed' });
    const accounts: ProcessorAccounts = {
      list: async () => [known],
      find: async () => ({ ...known, secretId: 'new' }),
      credentials: async ({ secretId }) => {
        if (secretId === 'destroyed') throw new Error('there is no such secret');
        return JSON.stringify({ secret_key: SECRET_KEY });
      },
    };
    const processors = createAccountProcessors({ accounts, servers: { stripe: stripe.server } });
    const directory = createProcessorDirectory({ sandbox, accounts, processors });
    const processor = await directory.route(paymentOf());
    expect(await processor.health()).toMatchObject({ isHealthy: true });
  });

  test('a payment finds its account again by name, also when it is disabled, and through it its processor', async () => {
    const directory = directoryOf(accountOf('pacc_1', 1, { isEnabled: false }));
    const processor = directory.byName('stripe:pacc_1');
    expect(processor.settlingDelayMs).toBeGreaterThan(0);
    expect(await processor.health()).toMatchObject({ isHealthy: true });
    expect(await directory.byName('stripe:pacc_gone').lookup('att_1')).toMatchObject({ type: 'unreachable' });
    await expect(
      directory
        .byName('stripe:pacc_gone')
        .void({ attemptId: 'a', processorReference: 'b', amountMinor: 1, currency: 'USD' }),
    ).rejects.toMatchObject(refusal);
  });

  test('a processor that has stopped answering is passed over, holds back what it would have been sent, and is looked up still', async () => {
    const first = accountOf('pacc_first', 1);
    const directory = directoryOf(first, accountOf('pacc_second', 2));
    const ask = async () =>
      (await directory.route(paymentOf())).authorize({
        attemptId: newId('attempt'),
        amountMinor: 2_500,
        currency: 'USD',
        card: { number: STRIPE_TEST_CARDS.approved, exp_month: 12, exp_year: 2030, cvc: '737' },
        statementDescriptor: 'DEMO STORE',
      });
    const down = Array.from({ length: 5 }, () => ({ status: 503, code: 'unavailable' }));
    stripe.failNext(...down);
    for (const _ of down) expect(await ask()).toMatchObject({ type: 'unknown' });
    expect((await directory.route(paymentOf())).name).toBe('stripe:pacc_second');
    expect(await ask()).toMatchObject({ type: 'authorized' });

    const broken = directory.byName('stripe:pacc_first');
    const before = stripe.requests.length;
    const request = {
      attemptId: newId('attempt'),
      processorReference: 'pi_1',
      amountMinor: 1,
      currency: 'USD',
    } as const;
    expect(await broken.capture(request)).toMatchObject({ type: 'refused' });
    expect(stripe.requests).toHaveLength(before);
    expect(await broken.health()).toMatchObject({ isHealthy: false });
    expect(await broken.lookup(newId('attempt'))).toEqual({ type: 'absent' });
  });
});
