import type { Payment, PaymentEventList } from '@fieldfare/protocol';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpDatabase } from '../testing/dump-database.ts';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { accountOf, cardOf, TEST_ACCOUNTS, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
  await stack.composed.database.prisma.paymentProfile.update({
    where: { merchantId: stack.merchant.id },
    data: { methods: ['card', 'ach'] },
  });
  // The profile that the server holds is at most half a second old.
  stack.clock.advance(1_000);
});
afterAll(() => stack.close());

async function pay(account: string, session: Record<string, unknown> = {}) {
  const { client, hosted } = await stack.openHost(session);
  const { payment } = succeeded(await client.pay(hosted, accountOf(account)));
  return { client, payment };
}
const act = (id: string, verb: 'confirm' | 'cancel', body: Record<string, unknown> = {}) =>
  stack.request('POST', `/v1/payments/${id}/${verb}`, { body, headers: { 'idempotency-key': newId('request') } });
const paymentOf = async (id: string) => (await stack.request('GET', `/v1/payments/${id}`)).body as Payment;

describe('a payment from a bank account', () => {
  it('is authorized without the network, shows its last four and bank, and is let go by a cancel', async () => {
    const { client, payment } = await pay(TEST_ACCOUNTS.settles);
    expect(payment).toMatchObject({
      status: 'authorized',
      method: { type: 'ach', last4: '6789', bank_name: 'Sandbox Bank' },
    });
    expect(await paymentOf(payment.id)).toMatchObject({ processor_reference: null, authorized_minor: 4900 });
    expect((await act(payment.id, 'cancel')).body).toMatchObject({ status: 'canceled' });
    client.close();
  });

  it('is pending once confirmed, and captured when the network settles it; the page hears each', async () => {
    const { client, payment } = await pay(TEST_ACCOUNTS.settles);
    expect((await act(payment.id, 'confirm')).body).toMatchObject({ status: 'pending', captured_minor: 0 });
    await client.heard('payment:updated', (update) => update.status === 'pending');
    expect(await act(payment.id, 'cancel')).toMatchObject({ status: 409 });
    stack.clock.advance(60_000);
    await client.heard('payment:updated', (update) => update.status === 'captured');
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'captured', captured_minor: 4900, return_code: null });
    client.close();
  });

  it.each([
    [TEST_ACCOUNTS.insufficientFunds, 'R01'],
    [TEST_ACCOUNTS.closed, 'R02'],
    [TEST_ACCOUNTS.notFound, 'R03'],
  ])('from the account %s fails with %s', async (account, code) => {
    const { client, payment } = await pay(account, { capture: 'automatic' });
    expect(payment.status).toBe('pending');
    stack.clock.advance(60_000);
    await client.heard('payment:updated', (update) => update.status === 'failed');
    expect(await paymentOf(payment.id)).toMatchObject({ status: 'failed', return_code: code, captured_minor: 0 });
    client.close();
  });

  it('may be returned after it settled, and the timeline tells both', async () => {
    const { client, payment } = await pay(TEST_ACCOUNTS.returnedLate, { capture: 'automatic' });
    stack.clock.advance(16_000);
    await client.heard('payment:updated', (update) => update.status === 'captured');
    stack.clock.advance(16_000);
    await client.heard('payment:updated', (update) => update.status === 'failed');
    const { data } = (await stack.request('GET', `/v1/payments/${payment.id}/events`)).body as PaymentEventList;
    expect(data.slice(-3).map(({ type, detail }) => [type, detail])).toEqual([
      ['payment.pending', null],
      ['payment.captured', null],
      ['payment.failed', 'R10'],
    ]);
    client.close();
  });
});

describe('a bank account is refused', () => {
  it('with the field at fault where its routing number has a wrong digit', async () => {
    const { client, hosted } = await stack.openHost();
    const account = { ...accountOf(TEST_ACCOUNTS.settles), routing_number: '110000001' };
    expect(await client.pay(hosted, account)).toMatchObject({
      type: 'error',
      code: 'validation_error',
      detail: 'routing_number_invalid',
      param: 'bank_account.routing_number',
    });
    client.close();
  });

  it('where the challenge was made for a card', async () => {
    const { client, hosted } = await stack.openHost();
    const forCard = await client.preparePayment(hosted, cardOf(TEST_CARDS.visa));
    const forAccount = await client.preparePayment(hosted, accountOf(TEST_ACCOUNTS.settles));
    const mixed = { ...forAccount, challenge_token: forCard.challenge_token };
    expect(await client.send('process_payment', mixed)).toMatchObject({
      type: 'error',
      detail: 'card_payload_refused',
    });
    client.close();
  });

  it('in a session of another currency, and where the session was made without it', async () => {
    const euros = await stack.openHost({ currency: 'EUR' });
    await expect(euros.client.pay(euros.hosted, accountOf(TEST_ACCOUNTS.settles))).rejects.toThrow(
      'method_not_allowed',
    );
    const cards = await stack.openHost({ methods: ['card'] });
    await expect(cards.client.pay(cards.hosted, accountOf(TEST_ACCOUNTS.settles))).rejects.toThrow(
      'method_not_allowed',
    );
    const asked = { amount_minor: 100, currency: 'EUR', origin: euros.session.origin, methods: ['ach'] };
    expect(await stack.request('POST', '/v1/sessions', { body: asked })).toMatchObject({ status: 422 });
    euros.client.close();
    cards.client.close();
  });
});

it('leaves no account number in the log or in any table', async () => {
  // Made now, so that it stands nowhere but where this payment put it.
  const number = `7${Date.now()}`;
  const { client, payment } = await pay(number);
  await act(payment.id, 'confirm');
  const tables = await dumpDatabase(stack.database.ownerUrl);
  const everything = [...tables.values(), ...stack.lines].join('\n');
  expect(everything).toContain(payment.id);
  expect(everything).not.toContain(number);
  client.close();
});
