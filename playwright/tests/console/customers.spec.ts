import { cards } from '@fieldfare/testkit';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';
import type { FieldsWindow } from '../../models/fields-page.ts';
import { HostedCard } from '../../models/hosted-card.ts';

let made = 0;
const newCustomer = (workerIndex: number) => {
  const tail = `${workerIndex}-${Date.now().toString(36)}-${made++}`;
  return { name: `Ada ${tail}`, email: `ada-${tail}@customer.test`, reference: `u-${tail}` };
};

test('a customer is found by e-mail, reference and id, with payments that come by themselves and a card that can be revoked', async ({
  stack,
  api,
  fieldsPage,
  purchase,
  consoleWindow,
}, { workerIndex }) => {
  const who = newCustomer(workerIndex);
  const { body: customer } = await api.call<{ id: string }>('POST', '/customers', { body: who });
  await api.call('POST', '/customers', { body: newCustomer(workerIndex) });
  const setup = await fieldsPage(
    { kinds: ['card-number', 'card-exp', 'card-cvc'] },
    { isSetup: true, customer: customer.id },
  );
  await new HostedCard(setup.page).type(cards.visa);
  const saved = await setup.page.evaluate(() => (window as unknown as FieldsWindow).fields.tokenize());
  expect(saved.status).toBe('saved');

  const page = await consoleWindow('owner');
  await page.goto(`${stack.web}/console/customers`);
  const list = page.getByRole('list', { name: 'Customers' });
  const search = page.getByRole('searchbox');
  for (const text of [who.email, who.reference, customer.id]) {
    await search.fill(text);
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await expect(list).toContainText(who.name);
  }
  await search.fill('nobody@customer.test');
  await expect(page.getByText('Nobody found')).toBeVisible();
  await search.fill(who.email);
  await list.getByRole('link', { name: who.name }).click();
  await expect(page.getByRole('heading', { name: who.name, level: 1 })).toBeVisible();
  await expect(page.getByText('No payments yet')).toBeVisible();

  const { payment } = await purchase({ amountMinor: 3_300, customer: customer.id });
  await purchase({ amountMinor: 3_400 });
  const payments = page.getByRole('list', { name: 'Payments' }).getByRole('listitem');
  await expect(payments).toHaveCount(1);
  await expect(payments).toContainText('$33.00');
  await api.confirm(payment.id);
  await expect(payments).toContainText('Captured');

  await page.getByRole('link', { name: 'All payments of this customer' }).click();
  const rows = page.getByRole('table', { name: 'Payments' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await rows.getByRole('link', { name: payment.record_number }).click();
  await page.getByRole('link', { name: customer.id }).click();

  const methods = page.getByRole('list', { name: 'Saved cards and accounts' }).getByRole('listitem');
  await expect(methods).toContainText('Visa ···· 4242');
  await methods.getByRole('button', { name: 'Revoke Visa ···· 4242' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(methods).toContainText('Revoked');
  await expect(methods.getByRole('button')).toHaveCount(0);
  const { body: kept } = await api.call<{ data: { status: string }[] }>(
    'GET',
    `/payment_methods?customer=${customer.id}`,
  );
  expect(kept.data.map(({ status }) => status)).toEqual(['revoked']);
});

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    test('a customer is accessible and no wider than the window, and a viewer finds nothing to revoke', async ({
      page,
      context,
      stack,
      api,
      fieldsPage,
      purchase,
      newWindow,
      signedInState,
    }, { workerIndex }) => {
      const { body: customer } = await api.call<{ id: string }>('POST', '/customers', {
        body: { ...newCustomer(workerIndex), metadata: { tier: 'gold' } },
      });
      const setup = await fieldsPage(
        { kinds: ['card-number', 'card-exp', 'card-cvc'] },
        { isSetup: true, customer: customer.id },
        await newWindow(),
      );
      await new HostedCard(setup.page).type(cards.visa);
      await setup.page.evaluate(() => (window as unknown as FieldsWindow).fields.tokenize());
      await purchase({ amountMinor: 3_500, customer: customer.id });
      await context.addCookies((await signedInState('viewer')).cookies);
      await page.goto(`${stack.web}/console/customers/${customer.id}`);
      await expect(page.getByText('Visa ···· 4242').first()).toBeVisible();
      await expect(page.getByText('$35.00')).toBeVisible();
      await expect(page.getByRole('button', { name: /^Revoke/ })).toHaveCount(0);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });
}
