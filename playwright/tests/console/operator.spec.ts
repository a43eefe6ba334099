import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { expect, test } from '../../fixtures/test.ts';
import { PaymentPage } from '../../models/payment-page.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { TeamPage } from '../../models/team-page.ts';

test('an operator finds a merchant, looks at its payments live, changes nothing, and the merchant sees it', async ({
  stack,
  api,
  consoleWindow,
  purchase,
}) => {
  const { payment } = await purchase({ amountMinor: 7300 });
  const page = await consoleWindow('operator');
  await page.goto(`${stack.web}/console/payments`);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.getByLabel('Find a merchant').fill('demo st');
  await expectAccessible(page);
  await page.getByRole('list', { name: 'Merchants' }).getByRole('button', { name: 'Demo Store' }).click();
  const list = new PaymentsList(page);
  await expect(list.row(payment.record_number)).toBeVisible();
  await expect(page.getByText('as the operator: you can change nothing')).toBeVisible();
  await expectAccessible(page);

  const paymentPage = new PaymentPage(page);
  await paymentPage.open(stack.web, payment.id);
  await expect(paymentPage.status).toHaveText('Authorized');
  await expect(paymentPage.confirmButton).toBeHidden();
  await expect(paymentPage.cancelButton).toBeHidden();
  await api.confirm(payment.id);
  await expect(paymentPage.status).toHaveText('Captured');

  const team = new TeamPage(await consoleWindow('owner'));
  await team.open(stack.web);
  const looks = team.page.getByRole('list', { name: 'Looks by the operator' });
  await expect(looks.getByRole('listitem').filter({ hasText: payment.id }).first()).toContainText('operator@demo.test');
});

test('what an operator tells everybody stands above every page at once, is closed in one tab, and goes when taken back', async ({
  stack,
  api,
  consoleWindow,
  signedInState,
}, { workerIndex }) => {
  const list = new PaymentsList(await consoleWindow('viewer'));
  await list.open(stack.web);
  await signedInState('operator');
  const { body: session } = await api.call<{ token: string }>('POST', '/console/sign_in', {
    body: { email: 'operator@demo.test', password: 'fieldfare-demo' },
    bearer: null,
  });
  const message = `Maintenance ${workerIndex}-${Date.now().toString(36)}`;
  const { body: said } = await api.call<{ id: string }>('POST', '/console/broadcasts', {
    body: { message, severity: 'critical' },
    bearer: session.token,
  });
  const banner = list.page.getByRole('alert').filter({ hasText: message });
  await expect(banner).toBeVisible();
  await expectAccessible(list.page);
  await list.page.goto(`${stack.web}/console/settings`);
  await expect(banner).toBeVisible();

  const second = await list.page.context().newPage();
  await new PaymentsList(second).open(stack.web);
  await expect(second.getByText(message)).toBeVisible();
  await list.page
    .locator('p', { hasText: message })
    .locator('..')
    .getByRole('button', { name: 'Close this message' })
    .click();
  await expect(banner).toBeHidden();
  await list.page.reload();
  await expect(list.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(banner).toBeHidden();
  await expect(second.getByText(message)).toBeVisible();

  await api.call('POST', `/console/broadcasts/${said.id}/end`, { body: {}, bearer: session.token });
  await expect(second.getByText(message)).toBeHidden();
});
