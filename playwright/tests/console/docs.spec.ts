import { expect, test } from '../../fixtures/test.ts';

test('the API reference shows every group and a command, from this server alone and within its policy, and leads back', async ({
  page,
  stack,
}) => {
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (![stack.web, stack.payments].includes(new URL(request.url()).origin)) strangers.push(request.url());
  });
  await page.goto(`${stack.web}/docs/api`);
  await expect(page.getByRole('heading', { name: 'Fieldfare', exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('curl').first()).toBeVisible();
  await page.getByRole('link', { name: 'Documentation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Documentation' })).toBeVisible();
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
});

test('an error leads to its explanation', async ({ page, api }) => {
  const { body } = await api.call('GET', '/payments?limit=0');
  expect(body.error.code).toBe('parameter_invalid');
  await page.goto(body.error.doc_url);
  await expect(page.locator('#parameter_invalid')).toContainText('param');
});
