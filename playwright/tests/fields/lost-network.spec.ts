import { cards } from '@fieldfare/testkit';
import type { Checkout } from '../../fixtures/test.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { RestClient } from '../../support/rest-client.ts';

/** Exactly one payment stands at REST, and it is authorized. */
async function expectOnePayment(api: RestClient, { session }: Checkout): Promise<void> {
  const payments = await api.paymentsOf(session.id);
  expect(payments.map(({ status }) => status)).toEqual(['authorized']);
}

test('a payment that is asked for while the network is away goes through once when it returns', async ({
  api,
  checkout,
}) => {
  const shopper = await checkout({ amountMinor: 6100 });
  const { merchantPage } = shopper;
  await merchantPage.card.type(cards.visa);

  await merchantPage.page.context().setOffline(true);
  await merchantPage.pay.click();
  expect(await api.paymentsOf(shopper.session.id)).toEqual([]);
  await merchantPage.page.context().setOffline(false);

  await expect(merchantPage.outcome).toHaveText('authorized');
  await expectOnePayment(api, shopper);
});

for (const [place, what] of [
  ['request', 'whose request was lost on its way'],
  ['answer', 'whose acknowledgement was lost'],
] as const) {
  test(`a payment ${what} ends in one authorization, which the page learns of`, async ({
    api,
    checkout,
    wiredWindow,
  }) => {
    const { page, wire } = await wiredWindow();
    const shopper = await checkout({ amountMinor: 6200 }, page);
    const { merchantPage } = shopper;
    await merchantPage.card.type(cards.visa);

    wire.cutAt('process_payment', place);
    await merchantPage.pay.click();
    await expect.poll(() => wire.isCut).toBe(true);
    const made = await api.paymentsOf(shopper.session.id);
    expect(made).toHaveLength(place === 'answer' ? 1 : 0);
    wire.mend();

    await expect(merchantPage.outcome).toHaveText('authorized');
    await expectOnePayment(api, shopper);
  });
}

test('a payment is confirmed while the shopper is cut off, and the page shows it when the network is back', async ({
  api,
  checkout,
  wiredWindow,
}) => {
  const { page, wire } = await wiredWindow();
  const { session, merchantPage } = await checkout({ amountMinor: 6300 }, page);
  await merchantPage.card.type(cards.visa);
  await merchantPage.pay.click();
  await expect(merchantPage.outcome).toHaveText('authorized');

  wire.cut();
  const [payment] = await api.paymentsOf(session.id);
  await api.confirm(payment?.id ?? 'no payment');
  await expect.poll(() => wire.connections).toBeGreaterThan(1);
  await expect(merchantPage.outcome).toHaveText('authorized');
  wire.mend();

  await expect(merchantPage.outcome).toHaveText('captured');
});

test('a socket that breaks while the shopper types costs nothing of what was typed', async ({
  api,
  checkout,
  wiredWindow,
}) => {
  const { page, wire } = await wiredWindow();
  const shopper = await checkout({ amountMinor: 6400 }, page);
  const { merchantPage } = shopper;
  await merchantPage.card.number.pressSequentially('4242 4242');
  wire.cut();
  await merchantPage.card.number.pressSequentially(' 4242 4242');
  await merchantPage.card.expiry.pressSequentially('1234');
  wire.mend();
  await merchantPage.card.code.pressSequentially('123');
  await merchantPage.pay.click();
  await expect(merchantPage.outcome).toHaveText('authorized');
  await expectOnePayment(api, shopper);
});
