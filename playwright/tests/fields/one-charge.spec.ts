import { cards } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import { MerchantPage } from '../../models/merchant-page.ts';

/** The sandbox bank takes its time over an amount that ends like this: enough to do something in the middle. */
const SLOW = 51;

test('a double click on Pay makes one payment', async ({ api, checkout }) => {
  const { session, merchantPage } = await checkout({ amountMinor: 7100 });
  await merchantPage.card.type(cards.visa);
  await merchantPage.pay.dblclick();
  await expect(merchantPage.outcome).toHaveText('authorized');
  expect(await api.paymentsOf(session.id)).toHaveLength(1);
});

test('while the bank decides no further page is let in, and one that opens afterwards finds the one payment', async ({
  api,
  checkout,
}) => {
  const { session, merchantPage } = await checkout({ amountMinor: 7200 + SLOW });
  await merchantPage.card.type(cards.visa);
  await merchantPage.pay.click();
  await expect.poll(async () => (await api.paymentsOf(session.id)).length).toBe(1);

  const refused = await api.call('POST', `/sessions/${session.id}/token`, { body: {} });
  expect([refused.status, refused.body.error?.type]).toEqual([409, 'conflict']);
  await expect.poll(async () => (await api.session(session.id)).payment?.status).toBe('authorized');
  await merchantPage.page.reload();

  await expect(merchantPage.outcome).toHaveText('authorized');
  expect(await api.paymentsOf(session.id)).toHaveLength(1);
});

test('a second tab at the same order takes the session over, and together they pay once', async ({
  api,
  stack,
  checkout,
  newWindow,
}) => {
  const first = await checkout({ amountMinor: 7300 });
  const second = await MerchantPage.open({
    page: await newWindow(),
    stack,
    ptToken: () => api.newPtToken(first.session.id),
  });
  await second.card.type(cards.visa);
  await first.merchantPage.card.type(cards.mastercard);
  await Promise.all([second.pay.click(), first.merchantPage.pay.click()]);
  await expect(second.outcome).toHaveText('authorized');
  const payments = await api.paymentsOf(first.session.id);
  expect(payments.map(({ status, method }) => [status, method?.last4])).toEqual([['authorized', '4242']]);
});

test('a page that opens after the payment shows it and cannot pay again', async ({
  api,
  stack,
  purchase,
  newWindow,
}) => {
  const { session } = await purchase({ amountMinor: 7400 });
  const later = await MerchantPage.open({ page: await newWindow(), stack, ptToken: () => api.newPtToken(session.id) });
  await expect(later.outcome).toHaveText('authorized');
  await later.card.type(cards.mastercard);
  await later.pay.click();
  await expect(later.outcome).toHaveText('authorized');
  expect(await api.paymentsOf(session.id)).toHaveLength(1);
});

test('a card whose bank never answers ends unknown, and the page learns by itself what became of it', async ({
  api,
  checkout,
}) => {
  const { session, merchantPage } = await checkout({ amountMinor: 7500 });
  await merchantPage.card.type(cards.timesOutAuthorized);
  await merchantPage.pay.click();
  await expect(merchantPage.outcome).toHaveText('unknown', { timeout: 30_000 });
  expect(await api.paymentsOf(session.id)).toMatchObject([{ status: 'unknown' }]);

  await expect(merchantPage.outcome).toHaveText('authorized', { timeout: 30_000 });
  expect(await api.paymentsOf(session.id)).toMatchObject([{ status: 'authorized' }]);
});
