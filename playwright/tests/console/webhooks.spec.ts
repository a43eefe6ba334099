import { expect, test } from '../../fixtures/test.ts';
import { startReceiver } from '../../support/start-receiver.ts';

test('an endpoint is added, its secret shown once, tried, its deliveries followed and repeated, and deleted', async ({
  stack,
  api,
  purchase,
  consoleWindow,
}) => {
  const receiver = await startReceiver();
  const page = await consoleWindow('owner');
  await page.goto(`${stack.web}/console/webhooks`);
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('URL').fill('my server');
  await dialog.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(dialog.getByText('Give a whole address')).toBeVisible();
  await dialog.getByLabel('URL').fill(receiver.url);
  await dialog.getByLabel('Description').fill('from a test');
  await dialog.getByRole('button', { name: 'Add endpoint' }).click();
  const secret = await dialog.getByRole('code').innerText();
  expect(secret).toMatch(/^whsec_/);
  await dialog.getByRole('button', { name: 'I have saved it' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('link', { name: receiver.url }).click();
  await expect(page.getByRole('heading', { name: receiver.url })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole('button', { name: 'Send test event' }).click();
  const deliveries = page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem');
  await expect(deliveries.filter({ hasText: 'webhook_endpoint.test' }).first()).toContainText('Delivered');
  // Other tests pay the same merchant, so that their events arrive, too.
  expect(receiver.heard).toContain('webhook_endpoint.test');

  receiver.answerWith(500);
  const { payment } = await purchase({ amountMinor: 2_100 });
  const failed = deliveries.filter({ hasText: 'payment.authorized' }).filter({ hasText: '500' });
  await expect(failed.first()).toBeVisible();
  receiver.answerWith(204);
  await failed
    .first()
    .getByRole('button', { name: /^Redeliver/ })
    .click();
  await expect(
    deliveries.filter({ hasText: 'payment.authorized' }).filter({ hasText: 'Delivered' }).first(),
  ).toBeVisible();
  await api.cancel(payment.id);

  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: /Delete/ }).click();
  await expect(page.getByRole('heading', { name: 'Webhooks' })).toBeVisible();
  await expect(page.getByRole('link', { name: receiver.url })).toBeHidden();
  await receiver.close();
});

test('a viewer sees no endpoint', async ({ stack, consoleWindow }) => {
  const page = await consoleWindow('viewer');
  await page.goto(`${stack.web}/console/webhooks`);
  await expect(page.getByText('Webhooks are not for every role')).toBeVisible();
});
