import { cards } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import type { FieldsPage, FieldsWindow } from '../../models/fields-page.ts';
import { HostedCard } from '../../models/hosted-card.ts';
import type { RestClient } from '../../support/rest-client.ts';

const CARD = ['card-number', 'card-exp', 'card-cvc'];
const ACCOUNT = ['account-name', 'account-type', 'routing-number', 'account-number'];

const tokenize = (fields: FieldsPage) =>
  fields.page.evaluate(() => (window as unknown as FieldsWindow).fields.tokenize());
const pay = (fields: FieldsPage) => fields.page.evaluate(() => (window as unknown as FieldsWindow).fields.pay());
const code = (fields: FieldsPage) => fields.frame('card-cvc').getByLabel('Security code');

const methodOf = async (api: RestClient, id: string) =>
  (await api.call<{ status: string; method: object; session: string }>('GET', `/payment_methods/${id}`)).body;

test('a card is saved without being charged, and paid with later by its security code alone', async ({
  api,
  fieldsPage,
}) => {
  const setup = await fieldsPage({ kinds: CARD }, { isSetup: true });
  await new HostedCard(setup.page).type(cards.visa);
  const saved = await tokenize(setup);
  expect(saved).toMatchObject({
    status: 'saved',
    payment: null,
    payment_method: { id: expect.stringMatching(/^pm_/), method: { type: 'card', brand: 'visa', last4: '4242' } },
    error: null,
  });
  const paymentMethod = saved.payment_method?.id ?? '';
  const { session, ...shown } = await methodOf(api, paymentMethod);
  expect(shown).toMatchObject({ status: 'active', method: { last4: '4242' } });
  expect(await api.paymentsOf(session)).toEqual([]);

  const checkout = await fieldsPage({ kinds: ['card-cvc'] }, { paymentMethod });
  await expect
    .poll(() => checkout.page.evaluate(() => (window as unknown as FieldsWindow).fields.session))
    .toMatchObject({ saved_method: { id: paymentMethod, method: { last4: '4242' }, code: 'required' } });
  await expectAccessible(checkout.page);
  expect(await pay(checkout)).toMatchObject({ status: 'invalid', error: { detail: 'cvc_required' } });
  await expect(code(checkout)).toBeFocused();
  await code(checkout).fill('123');
  const paid = await pay(checkout);
  expect(paid).toMatchObject({ status: 'authorized', payment: { total_minor: 2500, method: { last4: '4242' } } });
});

test('the saved card’s brand says how long its code is', async ({ fieldsPage }) => {
  const setup = await fieldsPage({ kinds: CARD }, { isSetup: true });
  await new HostedCard(setup.page).type(cards.amex);
  const paymentMethod = (await tokenize(setup)).payment_method?.id ?? '';
  const checkout = await fieldsPage({ kinds: ['card-cvc'] }, { paymentMethod });
  // Whose card it is arrives with the session; who pays before waits for it.
  await code(checkout).fill('123');
  expect(await pay(checkout)).toMatchObject({ status: 'invalid', error: { detail: 'cvc_incomplete' } });
  await code(checkout).fill('1234');
  expect(await pay(checkout)).toMatchObject({ status: 'authorized', payment: { method: { last4: '0005' } } });
});

test('a bank account is saved in the language of its own fields, and debited by the merchant', async ({
  api,
  fieldsPage,
}) => {
  const setup = await fieldsPage({ kinds: ACCOUNT }, { isSetup: true });
  await setup.frame('account-name').getByLabel('Account holder name').fill('Ada Lovelace');
  await setup.frame('account-type').getByLabel('Account type').selectOption('checking');
  await setup.frame('routing-number').getByLabel('Routing number').fill('110000000');
  await setup.frame('account-number').getByLabel('Account number').fill('000123456789');
  const saved = await tokenize(setup);
  expect(saved).toMatchObject({ status: 'saved', payment_method: { method: { type: 'ach', last4: '6789' } } });
  const charged = await api.call<{ status: string }>('POST', '/payments', {
    body: { payment_method: saved.payment_method?.id, amount_minor: 1900, currency: 'USD' },
    headers: { 'idempotency-key': saved.payment_method?.id ?? '' },
  });
  expect(charged).toMatchObject({ status: 201, body: { status: 'authorized' } });
});

test('what is not whole is not saved, and said so beside its field', async ({ fieldsPage }) => {
  const setup = await fieldsPage({ kinds: CARD }, { isSetup: true });
  await setup.frame('card-number').getByLabel('Card number').fill('4242 4242 4242');
  expect(await tokenize(setup)).toMatchObject({ status: 'invalid', error: { detail: 'number_incomplete' } });
  await expect(setup.frame('card-number').getByLabel('Card number')).toBeFocused();
});

test('a card is saved in the checkout where it is paid with, and the session stays open for its payment', async ({
  fieldsPage,
}) => {
  const checkout = await fieldsPage({ kinds: CARD });
  await new HostedCard(checkout.page).type(cards.mastercard);
  expect(await tokenize(checkout)).toMatchObject({ status: 'saved' });
  expect(await pay(checkout)).toMatchObject({ status: 'authorized' });
});
