import { expect, test } from '../../fixtures/test.ts';

test('what was done to a payment is found by it, by its action and by its day, and pages turn forth and back', async ({
  stack,
  api,
  purchase,
  consoleWindow,
}) => {
  const { payment } = await purchase({ amountMinor: 2_345 });
  await api.confirm(payment.id);
  const page = await consoleWindow('owner');
  await page.goto(`${stack.web}/console/audit`);
  const entries = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
  await expect(entries.filter({ hasText: payment.id }).first()).toBeVisible();

  const newest = await entries.first().innerText();
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(entries.first()).not.toHaveText(newest, { useInnerText: true });
  await expect(page.getByRole('button', { name: 'Newer' })).toBeEnabled();
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(page.getByRole('button', { name: 'Newer' })).toBeDisabled();

  const today = new Date().toISOString().slice(0, 10);
  const filter = page.getByRole('search', { name: 'Audit log' });
  await filter.getByLabel('Done to').fill(payment.id);
  await filter.getByLabel('From', { exact: true }).fill(today);
  await filter.getByLabel('To', { exact: true }).fill(today);
  await filter.getByRole('button', { name: 'Filter' }).click();
  await expect(entries.filter({ hasText: 'payment.captured' })).toHaveCount(1);
  await expect(entries.filter({ hasNotText: payment.id })).toHaveCount(0);

  await filter.getByLabel('Action').fill('payment.captured');
  await filter.getByRole('button', { name: 'Filter' }).click();
  await expect(entries).toHaveCount(1);
  await filter.getByLabel('Action').fill('Payment captured');
  await filter.getByRole('button', { name: 'Filter' }).click();
  await expect(filter.getByText('Write an action such as team.add')).toBeVisible();

  await filter.getByRole('button', { name: 'Clear' }).click();
  await expect(entries.filter({ hasNotText: payment.id }).first()).toBeVisible();
});

test('a viewer is told that the audit log is not for the role', async ({ stack, consoleWindow }) => {
  const page = await consoleWindow('viewer');
  await page.goto(`${stack.web}/console/audit`);
  await expect(page.getByText('The audit log is not for every role')).toBeVisible();
});
