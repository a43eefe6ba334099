import { cards, fillCard } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import type { FieldsWindow } from '../../models/fields-page.ts';

const CARD = ['card-number', 'card-exp', 'card-cvc'];

test('a card is saved without a payment, and REST knows it by the id that the page was told', async ({
  fieldsPage,
  api,
}) => {
  const { page } = await fieldsPage({ kinds: CARD });
  const tokenize = () => page.evaluate(() => (window as unknown as FieldsWindow).fields.tokenize());
  expect(await tokenize()).toMatchObject({ status: 'invalid', error: { detail: 'number_required' } });
  await fillCard(page, cards.visa);
  const saved = await tokenize();
  expect(saved).toMatchObject({ status: 'saved', payment: null, payment_method: { method: { last4: '4242' } } });
  const { status, body } = await api.call<{ status: string; method: { last4: string } }>(
    'GET',
    `/payment_methods/${saved.payment_method?.id}`,
  );
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'active', method: { last4: '4242' } } });
  expect(JSON.stringify(saved)).not.toContain(cards.visa.number);
});
