import { cards } from '@fieldfare/testkit';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a purchase needs nothing but a keyboard: Tab goes through the fields as they stand, and Enter pays', async ({
  page,
  stack,
  api,
}) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  const { number, expiry, code, name, postalCode } = checkout.fields();
  await page.getByRole('link', { name: 'Hedgerow Paper' }).focus();
  // The shop's own choice of a method stands before the fields.
  await page.keyboard.press('Tab');
  await expect(checkout.byCard).toBeFocused();

  for (const [field, text] of [
    [number, cards.visa.number],
    [expiry, '1234'],
    [code, cards.visa.cvc],
    [name, cards.visa.name],
    [postalCode, cards.visa.postalCode],
  ] as const) {
    await page.keyboard.press('Tab');
    await expect(field).toBeFocused();
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Tab');
  await expect(checkout.pay).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(checkout.outcome).toContainText(/authorized/i);
  expect(await api.paymentsOf(session)).toHaveLength(1);
  // The button is gone; the focus is not.
  await expect(checkout.outcome).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Start a new order' })).toBeFocused();
});

test('Shift and Tab go the same way back', async ({ page, stack }) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const { number, expiry, code, name, postalCode } = checkout.fields();
  await checkout.pay.focus();
  for (const field of [postalCode, name, code, expiry, number]) {
    await page.keyboard.press('Shift+Tab');
    await expect(field).toBeFocused();
  }
  await page.keyboard.press('Shift+Tab');
  await expect(checkout.byCard).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('link', { name: 'Hedgerow Paper' })).toBeFocused();
});

test('Enter in any field pays', async ({ page, stack, api }) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.visa);
  await checkout.card.code.press('Enter');
  await expect(checkout.outcome).toContainText(/authorized/i);
  expect(await api.paymentsOf(session)).toHaveLength(1);
});
