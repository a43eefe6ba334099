import { PaymentsList } from '../../models/payments-list.ts';
import { expect, test } from '../../fixtures/test.ts';

test('the list filters by status, and the address keeps the filter over a reload', async ({
  stack,
  newWindow,
  personalState,
}) => {
  const list = new PaymentsList(await newWindow(await personalState('viewer')));
  await list.open(stack.web);
  await list.filterBy('Refunded');
  await expect(list.statuses().first()).toHaveText(/refunded/i);
  for (const status of await list.statuses().allInnerTexts()) expect(status).toMatch(/^(Refunded|Partially refunded)/);
  await list.page.reload();
  await expect(list.statuses().first()).toHaveText(/refunded/i);
});

test('a record number finds its payment however it was typed, and opens it', async ({
  stack,
  api,
  newWindow,
  personalState,
}) => {
  const { body } = await api.call<{ data: { id: string; record_number: string }[] }>('GET', '/payments?limit=60');
  const wanted = body.data.at(-1);
  if (!wanted) throw new Error('The demo merchant has no payments.');
  const list = new PaymentsList(await newWindow(await personalState('viewer')));
  await list.open(stack.web);

  await list.search.fill(wanted.record_number.toLowerCase().replaceAll('-', ' '));

  await expect(list.rows()).toHaveCount(1);
  await list.openPayment(wanted.record_number);
  await expect(list.page).toHaveURL(`${stack.web}/console/payments/${wanted.id}`);
  await expect(list.page.getByText(wanted.record_number)).toBeVisible();
});

test('a search that finds nothing says so and leads back', async ({ stack, newWindow, personalState }) => {
  const list = new PaymentsList(await newWindow(await personalState('viewer')));
  await list.open(stack.web);
  await list.search.fill('0000-0000-0000');
  await expect(list.page.getByText('Nothing found')).toBeVisible();
  await list.page.getByRole('link', { name: 'Show all payments' }).click();
  await expect(list.rows().first()).toBeVisible();
});

test('older payments are a page away and newer ones back again', async ({ stack, newWindow, personalState }) => {
  const list = new PaymentsList(await newWindow(await personalState('viewer')));
  await list.open(stack.web);
  const first = await list.rows().first().innerText();
  await list.page.getByRole('link', { name: 'Older' }).click();
  await expect(list.rows().first()).not.toHaveText(first, { useInnerText: true });
  await list.page.getByRole('link', { name: 'Newer' }).click();
  await expect(list.page.getByRole('link', { name: 'Newer' })).toBeHidden();
  await expect(list.rows().first()).toBeVisible();
});
