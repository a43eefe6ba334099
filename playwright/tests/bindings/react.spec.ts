import { cards, fillCard, hostedField } from '@fieldfare/testkit';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import type { RestClient } from '../../support/rest-client.ts';
import { bundlePage } from '../../support/bundle-page.ts';
import { showPage } from '../../support/show-page.ts';
import type { Stack } from '../../support/stack.ts';

/** A checkout in React under StrictMode; counts how often the page asked its server for a session. */
async function openCheckout(page: Page, stack: Stack, api: RestClient) {
  const session = await api.createSession({ amountMinor: 3100 });
  let asked = 0;
  await page.exposeFunction('ptToken', () => (asked++ === 0 ? session.pt_token : api.newPtToken(session.id)));
  const script = await bundlePage('react-checkout.tsx');
  await page.route(`${stack.shop}/react-checkout.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  const html = `<!doctype html><html lang="en"><title>React</title><div id="root"></div>
    <script>window.fieldsOrigin = '${stack.fields}'</script><script src="/react-checkout.js"></script></html>`;
  await showPage({ page, stack, path: 'react-checkout-of-the-tests', html });
  return { session, asked: () => asked };
}

test('a React page under StrictMode asks for one session, takes a payment, and hears live that it was confirmed', async ({
  newWindow,
  stack,
  api,
}) => {
  const page = await newWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  const { session, asked } = await openCheckout(page, stack, api);
  await expect(page.getByRole('button', { name: 'Pay' })).toBeEnabled();
  expect(asked()).toBe(1);
  await expect(page.locator('iframe')).toHaveCount(3);
  await page.getByText('Number', { exact: true }).click();
  await expect(hostedField(page, 'card-number')).toBeFocused();
  await fillCard(page, cards.visa);
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect(page.getByRole('status')).toHaveText('authorized');
  const [payment] = await api.paymentsOf(session.id);
  await api.confirm(payment?.id ?? '');
  await expect(page.getByRole('status')).toHaveText('captured');
  expect(problems).toEqual([]);
});

test('React fields come and go by themselves, change their looks while they stand, and keep what was typed', async ({
  newWindow,
  stack,
  api,
}) => {
  const page = await newWindow();
  const { asked } = await openCheckout(page, stack, api);
  await fillCard(page, cards.visa);
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.frameLocator('iframe[name^="card-number."]').locator('body')).toHaveCSS(
    'background-color',
    'rgb(27, 29, 33)',
  );
  await page.getByRole('button', { name: 'Code' }).click();
  await expect(page.locator('iframe')).toHaveCount(2);
  await page.getByRole('button', { name: 'Code' }).click();
  await expect(page.locator('iframe')).toHaveCount(3);
  await expect(hostedField(page, 'card-number')).toHaveValue('4242 4242 4242 4242');
  expect(asked()).toBe(1);
  await hostedField(page, 'card-cvc').pressSequentially('123');
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect(page.getByRole('status')).toHaveText('authorized');
});

test('a React modal that is opened and closed over and over leaves no frame, and pays when it stays', async ({
  newWindow,
  stack,
  api,
}) => {
  const page = await newWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await openCheckout(page, stack, api);
  for (let round = 0; round < 20; round++) await page.getByRole('button', { name: 'Modal' }).click();
  await page.getByRole('button', { name: 'Modal' }).click();
  await expect(page.locator('iframe')).toHaveCount(0);
  await page.getByRole('button', { name: 'Modal' }).click();
  await fillCard(page, cards.visa);
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect(page.getByRole('status')).toHaveText('authorized');
  expect(problems).toEqual([]);
});
