import { expect, test } from '../../fixtures/test.ts';
import type { FieldsWindow } from '../../models/fields-page.ts';

test('the holder of a co-badged card chooses its brand by keyboard, and the payment has it', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: ['card-number', 'card-exp', 'card-cvc'] });
  const number = fields.frame('card-number').getByLabel('Card number');
  const brand = fields.frame('card-number').getByLabel('Card brand');
  await number.pressSequentially('4242424242424242');
  await expect(brand).toHaveCount(0);
  await number.fill('4000002500001001');
  await fields.page.keyboard.press('Tab');
  await expect(brand).toBeFocused();
  await brand.selectOption('cartes-bancaires');
  await expect
    .poll(() => fields.heard('change'))
    .toContainEqual(expect.objectContaining({ brand: 'cartes-bancaires' }));
  await fields.page.keyboard.press('Tab');
  await fields.page.keyboard.type('1234');
  await fields.page.keyboard.press('Tab');
  await fields.page.keyboard.type('123');
  expect(await fields.page.evaluate(() => (window as unknown as FieldsWindow).fields.pay())).toMatchObject({
    status: 'authorized',
    payment: { method: { brand: 'cartes-bancaires', last4: '1001' } },
  });
});
