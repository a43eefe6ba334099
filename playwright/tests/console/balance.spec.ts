import { expect, test } from '../../fixtures/test.ts';

test('what was captured today is in the balance and in the statement’s day', async ({
  stack,
  api,
  purchase,
  consoleWindow,
}) => {
  const { payment } = await purchase({ amountMinor: 4_321 });
  await api.confirm(payment.id);
  const page = await consoleWindow('viewer');
  await page.goto(`${stack.web}/console/balance`);
  const dollars = page.locator('section').filter({ has: page.getByRole('heading', { name: 'USD', exact: true }) });
  await expect(dollars.locator('dt:text-is("Available") + dd')).toContainText(/\$[\d,]+\.\d\d/);

  const statement = page.getByRole('region', { name: 'Statement in USD' });
  const today = statement.getByRole('row').filter({ hasText: new Date().toISOString().slice(0, 10) });
  await expect(today).toBeVisible();
  const captured = Number((await today.getByRole('cell').first().innerText()).replaceAll(/[^\d]/g, ''));
  expect(captured).toBeGreaterThanOrEqual(4_321);
});
