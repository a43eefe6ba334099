import { newId, Payment } from '@fieldfare/protocol';
import type { Customer, Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { accountOf, cardOf, TEST_ACCOUNTS, TEST_CARDS } from '../testing/test-cards.ts';
import { SHOP_ORIGIN } from '../testing/test-merchant.ts';

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

async function save(secrets: ReturnType<typeof cardOf | typeof accountOf>, session: Record<string, unknown> = {}) {
  const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined, ...session });
  const saving = await client.prepareSaving(hosted, secrets);
  const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
  client.close();
  return saved.id;
}
const saveCard = (number: string = TEST_CARDS.visa) => save(cardOf(number));
const create = (body: Record<string, unknown>) =>
  stack.request('POST', '/v1/sessions', {
    body: { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN, ...body },
  });
const refusal = (status: number, code: string, param: string) => ({ status, body: { error: { code, param } } });
const setRule = async (saved_card_code: string) => {
  await stack.request('PATCH', '/v1/profile', { body: { saved_card_code }, ...(await asOwner()) });
  stack.clock.advance(1_000);
};
const asOwner = async () => {
  const { token } = await stack.signIn('owner', stack.merchant);
  return { token, headers: { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' } };
};

describe('a session with a saved card', () => {
  it('[PP8] tells its fields which card it is, and is paid by the security code alone', async () => {
    const customer = (await stack.request('POST', '/v1/customers', { body: { name: 'Ada' } })).body as Customer;
    const payment_method = await save(cardOf(TEST_CARDS.amex), { customer: customer.id });
    const { client, hosted, session } = await stack.openHost({ payment_method });
    expect(session).toMatchObject({ payment_method, methods: ['card'], customer: customer.id });
    expect(hosted.session.saved_method).toMatchObject({
      id: payment_method,
      method: { brand: 'american-express', last4: '0005' },
      code: 'required',
    });
    const { payment } = succeeded(await client.pay(hosted, { payment_method, cvc: '1234' }));
    expect(payment).toMatchObject({ status: 'authorized', method: { last4: '0005' } });
    const shown = Payment.parse((await stack.request('GET', `/v1/payments/${payment.id}`)).body);
    expect(shown).toMatchObject({ payment_method, customer: customer.id, session: session.id });
    const cards = await stack.composed.database.pool.query<{ count: number }>(
      'SELECT count(DISTINCT card_token) FROM (SELECT card_token FROM payments WHERE payment_method_id = $1 UNION ALL SELECT card_token FROM payment_methods WHERE id = $1) t',
      [payment_method],
    );
    expect(cards.rows).toEqual([{ count: 1 }]);
    client.close();
  });

  it('has its code checked by the bank and by the card’s own length, and may be tried again', async () => {
    const payment_method = await saveCard(TEST_CARDS.wrongCode);
    const { client, hosted } = await stack.openHost({ payment_method });
    expect(await client.pay(hosted, { payment_method, cvc: '1234' })).toMatchObject({
      code: 'validation_error',
      detail: 'cvc_length_invalid',
    });
    expect(await client.pay(hosted, { payment_method })).toMatchObject({ detail: 'cvc_required' });
    expect(succeeded(await client.pay(hosted, { payment_method, cvc: '123' })).payment).toMatchObject({
      status: 'declined',
      decline_code: 'incorrect_cvc',
    });
    expect(succeeded(await client.pay(hosted, { payment_method, cvc: '123' })).payment.status).toBe('declined');
    client.close();
  });

  it('[PP8] opens for no other payload: another card, another method’s name, or a code where none is asked for', async () => {
    const [payment_method, other] = [await saveCard(), await saveCard(TEST_CARDS.mastercard)];
    const { client, hosted } = await stack.openHost({ payment_method });
    const refused = { detail: 'card_payload_refused' };
    expect(await client.pay(hosted, cardOf(TEST_CARDS.mastercard))).toMatchObject(refused);
    expect(await client.pay(hosted, { payment_method: other, cvc: '123' })).toMatchObject(refused);
    client.close();
    const plain = await stack.openHost({});
    expect(await plain.client.pay(plain.hosted, { payment_method, cvc: '123' })).toMatchObject(refused);
    plain.client.close();
  });

  it('asks its cardholder where the bank does: they are there', async () => {
    const payment_method = await saveCard(TEST_CARDS.challenged);
    const { client, hosted } = await stack.openHost({ payment_method });
    const { payment } = succeeded(await client.pay(hosted, { payment_method, cvc: '123' }));
    expect(payment).toMatchObject({ status: 'requires_action', action: { type: 'challenge' } });
    const answer = { action_id: payment.action?.id ?? '', code: '123456' };
    expect(succeeded(await client.send('complete_action', answer)).payment.status).toBe('authorized');
    client.close();
    const charged = await stack.request('POST', '/v1/payments', {
      body: { payment_method, amount_minor: 1900, currency: 'USD' },
      headers: { 'idempotency-key': newId('request') },
    });
    // From now on the network knows the card by the payment that its holder was there for.
    expect(charged.body).toMatchObject({ status: 'authorized' });
  });

  it('does without the code where the profile lets it', async () => {
    await setRule('optional');
    const payment_method = await saveCard();
    const { client, hosted } = await stack.openHost({ payment_method });
    expect(hosted.session.saved_method).toMatchObject({ code: 'optional' });
    expect(succeeded(await client.pay(hosted, { payment_method })).payment.status).toBe('authorized');
    client.close();
    await setRule('required');
  });

  it('is not paid once the card is revoked', async () => {
    const payment_method = await saveCard();
    const { client, hosted } = await stack.openHost({ payment_method });
    await stack.request('POST', `/v1/payment_methods/${payment_method}/revoke`, { body: {} });
    expect(await client.pay(hosted, { payment_method, cvc: '123' })).toMatchObject({
      detail: 'payment_method_revoked',
    });
    client.close();
    expect(await create({ payment_method })).toMatchObject(refusal(409, 'payment_method_revoked', 'payment_method'));
  });

  it('is not made for what is not there, not a card, another customer’s, or by a publishable key', async () => {
    const payment_method = await saveCard();
    expect((await create({ payment_method: newId('paymentMethod') })).status).toBe(404);
    const account = await save(accountOf(TEST_ACCOUNTS.settles));
    expect(await create({ payment_method: account })).toMatchObject(
      refusal(422, 'method_not_available', 'payment_method'),
    );
    expect(await create({ payment_method, methods: ['card'] })).toMatchObject(
      refusal(422, 'parameter_invalid', 'methods'),
    );
    expect(await create({ payment_method, mode: 'setup', amount_minor: undefined })).toMatchObject(
      refusal(422, 'parameter_invalid', 'payment_method'),
    );
    const body = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN, payment_method };
    const asPage = { token: stack.merchant.publishable, body, headers: { origin: SHOP_ORIGIN } };
    expect(await stack.request('POST', '/v1/sessions', asPage)).toMatchObject({
      status: 403,
      body: { error: { code: 'secret_key_required' } },
    });
    const made = (await create({ payment_method })).body as Session;
    const changed = await stack.request('POST', `/v1/sessions/${made.id}`, { body: { methods: ['ach'] } });
    expect(changed).toMatchObject(refusal(422, 'parameter_conflict', 'methods'));
  });
});
