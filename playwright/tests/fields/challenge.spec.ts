import { cards } from '@fieldfare/testkit';
import type { FrameLocator, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import type { MerchantPage } from '../../models/merchant-page.ts';

const RIGHT_CODE = '123456';

const dialogOf = (page: Page): FrameLocator => page.frameLocator('iframe[src*="part=challenge"]');

/** A checkout whose bank has asked its cardholder, with the frame in which it does. */
async function challenged({ page, card, pay }: MerchantPage) {
  await card.type(cards.challenged);
  await pay.click();
  const frame = dialogOf(page);
  const code = frame.getByLabel('Code');
  await expect(code).toBeFocused();
  return { frame, code, confirm: frame.getByRole('button', { name: 'Confirm' }) };
}

test('the right code lets the payment through, and the focus goes back to the page', async ({ checkout }) => {
  const { merchantPage } = await checkout();
  const { page, outcome } = merchantPage;
  const { frame, code, confirm } = await challenged(merchantPage);
  const dialog = frame.getByRole('dialog', { name: 'Confirm with your bank' });
  await expect(dialog).toHaveAccessibleDescription(/code of 6 digits.*\$25\.00.*Demo Store/);
  await code.fill(RIGHT_CODE);
  await confirm.click();
  await expect(outcome).toHaveText('authorized');
  await expect(page.locator('dialog, iframe[src*="part=challenge"]')).toHaveCount(0);
  await expect(merchantPage.pay).toBeFocused();
});

test('a wrong code is called so, and enough of them decline the payment', async ({ checkout }) => {
  const { merchantPage } = await checkout();
  const { frame, code, confirm } = await challenged(merchantPage);
  await code.fill('12');
  await confirm.click();
  await expect(code).toHaveAccessibleDescription('The code has 6 digits.');
  await code.fill('000000');
  await confirm.click();
  await expect(frame.getByRole('alert')).toContainText('The code is wrong.');
  await expect(code).toHaveValue('');
  await expect(async () => {
    await code.fill('000000');
    await confirm.click();
    await expect(merchantPage.outcome).toHaveText('declined', { timeout: 2_000 });
  }).toPass();
  await expect(merchantPage.page.locator('dialog')).toHaveCount(0);
});

test('Escape gives the question up: declined, and the session takes another card', async ({ checkout, api }) => {
  const { session, merchantPage } = await checkout();
  const { code } = await challenged(merchantPage);
  await code.press('Escape');
  await expect(merchantPage.outcome).toHaveText('declined');
  const [first] = await api.paymentsOf(session.id);
  expect(first).toMatchObject({ status: 'declined', decline_code: 'authentication_failed' });
  await merchantPage.card.type(cards.visa);
  await merchantPage.pay.click();
  await expect(merchantPage.outcome).toHaveText('authorized');
});

test('the focus stays inside while the bank asks, whichever way the shopper tabs', async ({ checkout }) => {
  const { merchantPage } = await checkout();
  const { page } = merchantPage;
  const { frame, code, confirm } = await challenged(merchantPage);
  const cancel = frame.getByRole('button', { name: 'Cancel payment' });
  for (const next of [confirm, cancel, code, confirm]) {
    await page.keyboard.press('Tab');
    await expect(next).toBeFocused();
  }
  for (const previous of [code, cancel]) {
    await page.keyboard.press('Shift+Tab');
    await expect(previous).toBeFocused();
  }
});

test('a page that was reloaded in the middle takes the question up again', async ({ checkout }) => {
  const { merchantPage } = await checkout();
  await challenged(merchantPage);
  await merchantPage.page.reload();
  const code = dialogOf(merchantPage.page).getByLabel('Code');
  await code.fill(RIGHT_CODE);
  await code.press('Enter');
  await expect(merchantPage.outcome).toHaveText('authorized');
});
