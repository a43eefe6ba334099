import { PaymentPage } from '../../models/payment-page.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { cards } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';

test('a purchase appears in an open list without a reload', async ({ stack, consoleWindow, purchase }) => {
  const list = new PaymentsList(await consoleWindow('viewer'));
  await list.open(stack.web);
  const { payment } = await purchase({ amountMinor: 4100 });
  await expect(list.row(payment.record_number)).toContainText('Authorized');
  await expect(list.row(payment.record_number)).toContainText('$41.00');
});

test('a declined try appears in an open list too', async ({ stack, api, consoleWindow, checkout }) => {
  const list = new PaymentsList(await consoleWindow('viewer'));
  await list.open(stack.web);
  const { session, merchantPage } = await checkout({ amountMinor: 4200 });
  await merchantPage.card.type(cards.declined);
  await merchantPage.pay.click();
  await expect(merchantPage.outcome).toHaveText('declined');
  const [payment] = await api.paymentsOf(session.id);
  await expect(list.row(payment?.record_number ?? 'no payment')).toContainText('Declined');
});

test('Confirm is seen live in the shopper’s window and in a second console', async ({
  stack,
  consoleWindow,
  purchase,
}) => {
  const { payment, merchantPage } = await purchase({ amountMinor: 4300 });
  const list = new PaymentsList(await consoleWindow('viewer'));
  await list.open(stack.web);
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment.id);

  await paymentPage.confirm();

  await expect(paymentPage.status).toHaveText('Captured');
  await expect(merchantPage.outcome).toHaveText('captured');
  await expect(list.row(payment.record_number)).toContainText('Captured');
});

test('Cancel is seen live in the shopper’s window, and its reason stands in the timeline', async ({
  stack,
  consoleWindow,
  purchase,
}) => {
  const { payment, merchantPage } = await purchase({ amountMinor: 4400 });
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment.id);

  await paymentPage.cancel({ reason: 'Out of stock' });

  await expect(paymentPage.status).toHaveText('Canceled');
  await expect(merchantPage.outcome).toHaveText('canceled');
  await expect(paymentPage.timeline.filter({ hasText: 'Out of stock' })).toHaveCount(1);
});

test('what waits for its shopper’s bank is canceled at the console, and the shopper’s window says so', async ({
  stack,
  api,
  consoleWindow,
  checkout,
}) => {
  const { session, merchantPage } = await checkout({ amountMinor: 4450 });
  await merchantPage.card.type(cards.challenged);
  await merchantPage.pay.click();
  await expect.poll(async () => (await api.paymentsOf(session.id))[0]?.status).toBe('requires_action');
  const [payment] = await api.paymentsOf(session.id);
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment?.id ?? 'no payment');

  await paymentPage.cancel({ reason: 'Sold out meanwhile' });

  await expect(paymentPage.status).toHaveText('Canceled');
  await expect(merchantPage.outcome).toHaveText('canceled');
});

test('a lower amount can be confirmed, and the rest is released', async ({ stack, api, consoleWindow, purchase }) => {
  const { payment } = await purchase({ amountMinor: 4500 });
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment.id);

  await paymentPage.confirm({ amount: '30.00' });

  await expect(paymentPage.amount('Captured')).toHaveText('$30.00');
  expect(await api.payment(payment.id)).toMatchObject({
    status: 'captured',
    captured_minor: 3000,
    authorized_minor: 4500,
  });
});

test('more than was authorized cannot be confirmed', async ({ stack, api, consoleWindow, purchase }) => {
  const { payment } = await purchase({ amountMinor: 4600 });
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment.id);
  await paymentPage.confirmButton.click();
  await paymentPage.dialog.getByLabel('Amount').fill('46.01');
  await paymentPage.dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(paymentPage.dialog.getByLabel('Amount')).toHaveAttribute('aria-invalid', 'true');
  const refused = await api.call('POST', `/payments/${payment.id}/confirm`, { body: { amount_minor: 4601 } });
  expect(refused.status).toBe(422);
  expect(await api.payment(payment.id)).toMatchObject({ status: 'authorized' });
});

test('a payment that was confirmed elsewhere loses its buttons without a reload', async ({
  stack,
  api,
  consoleWindow,
  purchase,
}) => {
  const { payment } = await purchase({ amountMinor: 4700 });
  const paymentPage = new PaymentPage(await consoleWindow('owner'));
  await paymentPage.open(stack.web, payment.id);
  await expect(paymentPage.confirmButton).toBeVisible();

  await api.confirm(payment.id);

  await expect(paymentPage.status).toHaveText('Captured');
  await expect(paymentPage.confirmButton).toBeHidden();
  await expect(paymentPage.cancelButton).toBeHidden();
});
