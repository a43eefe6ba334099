import { randomUUID } from 'node:crypto';
import { expect, test } from '../../fixtures/test.ts';
import type { Page } from '@playwright/test';
import type { RestClient } from '../../support/rest-client.ts';
import type { Stack } from '../../support/stack.ts';

// Above what any other test confirms or refunds, so that nobody else has to ask.
const ASK_ABOVE = 9_000_000;
const AMOUNT = 9_100_000;

/** Has refunds of more than that asked for, by the settings; what other tests do is below. */
async function askAbove(page: Page, { web }: Stack): Promise<void> {
  await page.goto(`${web}/console/settings`);
  const above = page.getByLabel('Ask a second person to refund more than');
  await expect(above).toBeEnabled();
  if ((await above.inputValue()) === String(ASK_ABOVE)) return;
  await above.fill(String(ASK_ABOVE));
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
}

async function askForRefund(api: RestClient, payment: string): Promise<string> {
  const reason = `ordered twice ${randomUUID()}`;
  await api.confirm(payment);
  const asked = await api.call('POST', `/payments/${payment}/refunds`, { body: { reason } });
  expect(asked.status, asked.text).toBe(202);
  return reason;
}

test('a refund that a program asked for waits for a person, appears by itself, and is carried out once approved', async ({
  stack,
  api,
  purchase,
  consoleWindow,
}) => {
  const page = await consoleWindow('owner');
  await askAbove(page, stack);
  const { payment } = await purchase({ amountMinor: AMOUNT });
  await page.goto(`${stack.web}/console/approvals`);
  await expect(page.getByRole('heading', { name: 'Approvals' })).toBeVisible();

  const reason = await askForRefund(api, payment.id);
  const row = page.getByRole('list', { name: 'Waiting' }).getByRole('listitem').filter({ hasText: reason });
  await expect(row).toContainText('Refund');
  await row.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('cannot be taken back');
  await dialog.getByLabel('Note (optional)').fill('seen the order');
  await dialog.getByRole('button', { name: /^Refund/ }).click();
  await expect(dialog).toBeHidden();

  const decided = page.getByRole('list', { name: 'Decided lately' }).getByRole('listitem').filter({ hasText: reason });
  await expect(decided).toContainText('seen the order');
  await expect.poll(async () => (await api.payment(payment.id)).status).toBe('refunded');
});

test('what is denied does not happen, and a viewer decides nothing', async ({
  stack,
  api,
  purchase,
  consoleWindow,
}) => {
  const owner = await consoleWindow('owner');
  await askAbove(owner, stack);
  const { payment } = await purchase({ amountMinor: AMOUNT + 100 });
  const reason = await askForRefund(api, payment.id);

  const viewer = await consoleWindow('viewer');
  await viewer.goto(`${stack.web}/console/approvals`);
  const seen = viewer.getByRole('list', { name: 'Waiting' }).getByRole('listitem').filter({ hasText: reason });
  await expect(seen).toBeVisible();
  await expect(seen.getByRole('button')).toHaveCount(0);

  await owner.goto(`${stack.web}/console/approvals`);
  const row = owner.getByRole('list', { name: 'Waiting' }).getByRole('listitem').filter({ hasText: reason });
  await row.getByRole('button', { name: 'Deny' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
  await expect(row).toBeHidden();
  await expect(seen).toBeHidden();
  expect((await api.payment(payment.id)).status).toBe('captured');
});
