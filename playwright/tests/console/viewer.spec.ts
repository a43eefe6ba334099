import { PaymentPage } from '../../models/payment-page.ts';
import { LOGINS } from '../../support/stack.ts';
import { readToken } from '../../support/forge-token.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a viewer sees a payment and finds no action on it', async ({ stack, consoleWindow, purchase }) => {
  const { payment } = await purchase({ amountMinor: 5100 });
  const paymentPage = new PaymentPage(await consoleWindow('viewer'));
  await paymentPage.open(stack.web, payment.id);
  await expect(paymentPage.status).toHaveText('Authorized');
  await expect(paymentPage.confirmButton).toBeHidden();
  await expect(paymentPage.cancelButton).toBeHidden();
  await expect(paymentPage.page.getByText('Your role here is viewer')).toBeVisible();
});

test('a viewer sees no API keys', async ({ stack, consoleWindow }) => {
  const page = await consoleWindow('viewer');
  await page.goto(`${stack.web}/console/api-keys`);
  await expect(page.getByText('Keys are not for every role')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create key' })).toBeHidden();
});

test('the payment server refuses a viewer whatever the page shows', async ({ api, purchase }) => {
  const { payment } = await purchase({ amountMinor: 5200 });
  const { body } = await api.call<{ token: string }>('POST', '/console/sign_in', { body: LOGINS.viewer, bearer: null });
  const [merchant] = readToken(body.token).claims['merchants'] as { id: string; role: string }[];
  const asViewer = {
    bearer: body.token,
    headers: { 'fieldfare-merchant': merchant?.id ?? '', 'fieldfare-mode': 'test' },
  };

  expect((await api.call('GET', `/payments/${payment.id}`, asViewer)).status).toBe(200);
  const refused = [
    await api.call('POST', `/payments/${payment.id}/confirm`, { ...asViewer, body: {} }),
    await api.call('POST', `/payments/${payment.id}/cancel`, { ...asViewer, body: {} }),
    await api.call('POST', '/api_keys', { ...asViewer, body: { name: 'mine' } }),
    await api.call('GET', '/api_keys', asViewer),
  ];
  expect(refused.map(({ status, body: { error } }) => [status, error.type])).toEqual(
    refused.map(() => [403, 'permission_denied']),
  );
  expect(await api.payment(payment.id)).toMatchObject({ status: 'authorized' });
});
