import { expect, test } from '../../fixtures/test.ts';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { CheckoutPage } from '../../models/checkout-page.ts';
import type { FieldsPage, FieldsWindow } from '../../models/fields-page.ts';

const KINDS = ['account-name', 'account-type', 'routing-number', 'account-number'];

const pay = (fields: FieldsPage, options: object = {}) =>
  fields.page.evaluate((given) => (window as unknown as FieldsWindow).fields.pay(given), options);

async function fillAccount(fields: FieldsPage): Promise<void> {
  await fields.frame('account-name').getByLabel('Account holder name').fill('Ada Lovelace');
  await fields.frame('account-type').getByLabel('Account type').selectOption('checking');
  await fields.frame('routing-number').getByLabel('Routing number').fill('110000000');
  await fields.frame('account-number').getByLabel('Account number').fill('000123456789');
}

test('a bank account pays by its own fields, after its owner was told what is agreed to', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: KINDS });
  await expect
    .poll(() => fields.heard('mandate'))
    .toContainEqual({
      text: expect.stringMatching(/^By paying, you authorize Demo Store to debit \$25\.00 from your bank account/),
    });
  await fillAccount(fields);
  await expect(fields.frame('routing-number').getByLabel('Routing number')).toHaveAccessibleDescription('Sandbox Bank');
  expect(await pay(fields)).toMatchObject({
    status: 'authorized',
    payment: { method: { type: 'ach', last4: '6789' } },
  });
});

test('a mistyped routing number is called so, and nothing is sent', async ({ fieldsPage }) => {
  const fields = await fieldsPage({ kinds: KINDS });
  await fillAccount(fields);
  await fields.frame('routing-number').getByLabel('Routing number').fill('110000001');
  expect(await pay(fields)).toMatchObject({ status: 'invalid', error: { detail: 'routing_number_invalid' } });
  await expect(fields.frame('routing-number').getByLabel('Routing number')).toBeFocused();
});

test('a page that shows a card’s fields and a bank account’s pays by the ones that the shopper used', async ({
  fieldsPage,
}) => {
  const fields = await fieldsPage({ kinds: ['card-number', 'card-exp', 'card-cvc', ...KINDS] });
  await fillAccount(fields);
  expect(await pay(fields)).toMatchObject({ status: 'authorized', payment: { method: { type: 'ach' } } });
});

test('the shop’s checkout takes a bank account, and shows its owner what is agreed to', async ({ page, stack }) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  await page.getByRole('radio', { name: 'Bank account' }).check();
  await expect(page.getByText(/^By paying, you authorize Demo Store to debit/)).toBeVisible();
  const field = (kind: string) => page.frameLocator(`iframe[name^="${kind}."]`);
  await page.getByText('Account holder name', { exact: true }).click();
  await page.keyboard.type('Ada Lovelace');
  await field('account-type').getByLabel('Account type').selectOption('savings');
  await field('routing-number').getByLabel('Routing number').fill('110000000');
  await field('account-number').getByLabel('Account number').fill('000123456789');
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  await expectAccessible(page);
});
