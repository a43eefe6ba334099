import { cards } from '@fieldfare/testkit';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { expect, test } from '../../fixtures/test.ts';

for (const [card, brand] of [
  ['visa', 'visa'],
  ['mastercard', 'mastercard'],
  ['amex', 'american-express'],
  ['disputedLater', 'visa'],
] as const) {
  test(`the shop sells to the card "${card}", and the payment stands at REST`, async ({ page, stack, api }) => {
    const checkout = new CheckoutPage(page);
    await checkout.open(stack.shop);
    const session = await checkout.sessionId();
    await checkout.card.type(cards[card]);
    await checkout.pay.click();
    await expect(checkout.outcome).toContainText(/authorized/i);

    const payments = await api.paymentsOf(session);
    const last4 = cards[card].number.slice(-4);
    expect(payments).toMatchObject([{ status: 'authorized', currency: 'USD', method: { brand, last4 } }]);
  });
}

test('the shop’s page follows the merchant’s confirmation without a reload', async ({ page, stack, api }) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.visa);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  const [payment] = await api.paymentsOf(session);

  await api.confirm(payment?.id ?? 'no payment');

  await expect(checkout.outcome).toContainText(/captured/i);
});

test('the shop’s page follows the payment also after a reload', async ({ page, stack, api }) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.visa);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  const [payment] = await api.paymentsOf(session);

  await page.reload();
  await expect(checkout.outcome).toContainText(/authorized/i);
  await expect(checkout.pay).toBeHidden();
  await api.cancel(payment?.id ?? 'no payment');

  await expect(checkout.outcome).toContainText(/canceled/i);
});
