import { expect, test } from '../../fixtures/test.ts';
import type { FieldsWindow } from '../../models/fields-page.ts';
import type { FieldsPage } from '../../models/fields-page.ts';

const pay = (fields: FieldsPage) => fields.page.evaluate(() => (window as unknown as FieldsWindow).fields.pay());

test('the combined card pays by itself, and Tab goes through its parts', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card'] });
  const card = fields.frame('card');
  await fields.page.getByText('Label of card').click();
  await expect(card.getByLabel('Card number')).toBeFocused();
  await fields.page.keyboard.type('5555555555554444');
  await fields.page.keyboard.press('Tab');
  await fields.page.keyboard.type('1234');
  await fields.page.keyboard.press('Tab');
  await expect(card.getByLabel('Security code')).toBeFocused();
  await fields.page.keyboard.type('123');
  expect(await pay(fields)).toMatchObject({ status: 'authorized', payment: { method: { brand: 'mastercard' } } });
});

test('a date in two fields, a name and a billing address pay like a date in one', async ({ fieldsPage }) => {
  const kinds = [
    'card-number',
    'card-exp-month',
    'card-exp-year',
    'card-cvc',
    'card-postal-code',
    'address-line1',
    'address-city',
    'address-country',
  ];
  const fields = await fieldsPage({ kinds });
  await fields.frame('card-number').getByLabel('Card number').fill('4242424242424242');
  await fields.frame('card-exp-month').getByLabel('Expiration month').fill('7');
  await fields.frame('card-exp-year').getByLabel('Expiration year').fill('2034');
  await fields.frame('card-cvc').getByLabel('Security code').fill('123');
  await fields.frame('address-line1').getByLabel('Address').fill('1 Main Street');
  await fields.frame('address-city').getByLabel('City').fill('Toronto');
  await fields.frame('address-country').getByLabel('Country').selectOption('CA');
  await fields.frame('card-postal-code').getByLabel('Postal code').fill('94107');
  expect(await pay(fields)).toMatchObject({ status: 'invalid', error: { detail: 'postal_code_invalid' } });
  await expect(fields.frame('card-postal-code').getByLabel('Postal code')).toBeFocused();
  await fields.frame('card-postal-code').getByLabel('Postal code').fill('k1a 0b1');
  expect(await pay(fields)).toMatchObject({
    status: 'authorized',
    payment: { method: { last4: '4242', exp_month: 7, exp_year: 2034 } },
  });
});

test('the focus moves on by itself only where the page asks, and never away from a field that was come back to', async ({
  fieldsPage,
}) => {
  const kinds = ['card-number', 'card-exp', 'card-cvc'];
  const fields = await fieldsPage({ kinds });
  const number = fields.frame('card-number').getByLabel('Card number');
  const expiry = fields.frame('card-exp').getByLabel('Expiration date');
  await number.pressSequentially('4242424242424242');
  await expect(number).toBeFocused();
  await number.fill('');
  await fields.update({ autoAdvance: true });
  await number.pressSequentially('4242424242424242');
  await expect(expiry).toBeFocused();
  await fields.page.keyboard.press('Shift+Tab');
  await expect(number).toBeFocused();
  await fields.page.keyboard.press('End');
  await expect(number).toBeFocused();
});

test('undo and redo go through what was typed and pasted', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card-number'] });
  const number = fields.frame('card-number').getByLabel('Card number');
  await number.pressSequentially('42424');
  await number.press('Backspace');
  await number.press('ControlOrMeta+z');
  await expect(number).toHaveValue('4242 4');
  await number.press('ControlOrMeta+z');
  await expect(number).toHaveValue('');
  await number.press('ControlOrMeta+Shift+z');
  await expect(number).toHaveValue('4242 4');
});
