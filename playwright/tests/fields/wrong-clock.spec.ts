import { cards } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';

const HOUR_MS = 3_600_000;

for (const [device, offsetMs] of [
  ['a day slow', -24 * HOUR_MS],
  ['two hours fast', 2 * HOUR_MS],
  ['a month fast', 30 * 24 * HOUR_MS],
  // When every test card has expired.
  ['thirty years fast', 30 * 365 * 24 * HOUR_MS],
] as const)
  test(`a shopper whose clock is ${device} pays: what is fresh is decided by the challenge`, async ({
    newWindow,
    checkout,
  }) => {
    const page = await newWindow();
    await page.clock.setFixedTime(Date.now() + offsetMs);
    const { merchantPage } = await checkout({}, page);
    await merchantPage.card.type(cards.visa);
    await merchantPage.pay.click();
    await expect(merchantPage.outcome).toHaveText('authorized');
    expect(await page.evaluate(() => Date.now())).not.toBeCloseTo(Date.now(), -7);
  });
