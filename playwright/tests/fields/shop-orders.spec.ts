import { cards } from '@fieldfare/testkit';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a double click on the shop’s Pay makes one payment', async ({ page, stack, api }) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.visa);
  await checkout.pay.dblclick();
  await expect(checkout.outcome).toContainText(/authorized/i);
  expect(await api.paymentsOf(session)).toHaveLength(1);
});

test('the shop’s page reloaded while a slow bank decides shows the one outcome', async ({ page, stack, api }) => {
  const checkout = new CheckoutPage(page);
  await checkout.openSlow(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.visa);
  await checkout.pay.click();
  await expect.poll(async () => (await api.paymentsOf(session)).length).toBe(1);

  await page.reload();

  await expect(checkout.outcome).toContainText(/processing|authorized/i);
  await expect(checkout.outcome).toContainText(/authorized/i);
  await expect(checkout.pay).toBeHidden();
  expect(await api.paymentsOf(session)).toHaveLength(1);
});

test('the same order in a second tab: the first says where it went, the second pays, and both show it', async ({
  page,
  stack,
  api,
}) => {
  const first = new CheckoutPage(page);
  await first.open(stack.shop);
  const session = await first.sessionId();
  const second = new CheckoutPage(await page.context().newPage());
  await second.open(stack.shop);
  expect(await second.sessionId()).toBe(session);
  await expect(first.outcome).toContainText('another tab');

  await second.card.type(cards.visa);
  await second.pay.click();
  await expect(second.outcome).toContainText(/authorized/i);

  expect(await api.paymentsOf(session)).toHaveLength(1);
  await first.page.reload();
  await expect(first.outcome).toContainText(/authorized/i);
  await expect(first.pay).toBeHidden();
});

test('the shop’s page shows by itself what became of a payment that the bank left unanswered', async ({
  page,
  stack,
  api,
}) => {
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.timesOutAuthorized);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/unknown/i, { timeout: 30_000 });
  await expect(checkout.pay).toBeHidden();
  await expect(checkout.outcome).toContainText(/authorized/i, { timeout: 30_000 });
  expect(await api.paymentsOf(session)).toMatchObject([{ status: 'authorized' }]);
});

test('a changed cart is a new order with its own amount', async ({ page, stack, api }) => {
  await page.goto(stack.shop);
  await page.getByLabel('Quantity').selectOption('3');
  await page.getByRole('button', { name: 'Check out' }).click();
  const checkout = new CheckoutPage(page);
  await expect(checkout.pay).toHaveText('Pay $147.00');
  await checkout.ready();
  const session = await checkout.sessionId();
  await checkout.card.type(cards.mastercard);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  expect(await api.paymentsOf(session)).toMatchObject([{ amount_minor: 14_700 }]);
});

test('what the order lists adds up to its total, and the total is what Pay says and the payment takes', async ({
  page,
  stack,
  api,
}) => {
  const checkout = new CheckoutPage(page);
  await checkout.openSlow(stack.shop);
  const amounts = page.getByRole('complementary').getByText(/^\$[\d,]+\.\d\d$/);
  const cents = (await amounts.allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')));
  const total = cents.pop() ?? 0;
  expect(cents.reduce((sum, amount) => sum + amount, 0)).toBe(total);
  await expect(checkout.pay).toHaveText(`Pay $${(total / 100).toFixed(2)}`);
  expect(await api.session(await checkout.sessionId())).toMatchObject({ total_minor: total });
});
