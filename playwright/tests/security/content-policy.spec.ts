import type { Page } from '@playwright/test';
import { cards } from '@fieldfare/testkit';
import { CheckoutPage } from '../../models/checkout-page.ts';
import { PaymentPage } from '../../models/payment-page.ts';
import { PaymentsList } from '../../models/payments-list.ts';
import { expect, test } from '../../fixtures/test.ts';

/** Collects what the browser complains about, in the page and in every frame of it: refusals by policy, and errors. */
async function complaintsOf(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content.security.policy|trusted.?type/i.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      (window as unknown as { complain: (text: string) => unknown }).complain(`${violatedDirective}: ${blockedURI}`);
    });
  });
  return complaints;
}

test('a whole purchase and its confirmation violate no policy and log no error', async ({
  page,
  stack,
  api,
  consoleWindow,
}) => {
  const staff = await consoleWindow('owner');
  const complaints = [await complaintsOf(page), await complaintsOf(staff)];
  await new PaymentsList(staff).open(stack.web);
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  const session = await checkout.sessionId();
  await checkout.card.type(cards.declined);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/declined/i);
  await checkout.card.type(cards.visa);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  const [payment] = await api.paymentsOf(session);
  const paymentPage = new PaymentPage(staff);
  await paymentPage.open(stack.web, payment?.id ?? 'no payment');
  await paymentPage.confirm();
  await expect(checkout.outcome).toContainText(/captured/i);
  expect(complaints).toEqual([[], []]);
});

test('the collector of the test above hears of a violation', async ({ page, stack }) => {
  const complaints = await complaintsOf(page);
  await new CheckoutPage(page).open(stack.shop);
  await page.evaluate(() =>
    document.head.append(Object.assign(document.createElement('style'), { textContent: '*{}' })),
  );
  await expect.poll(() => complaints.join()).toContain('style-src');
});

test('shop, field documents and console forbid inline scripts and name who may frame them', async ({
  page,
  stack,
  request,
}) => {
  const policies = new Map<string, string>();
  page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/html')) {
      policies.set(new URL(response.url()).origin, response.headers()['content-security-policy'] ?? 'none');
    }
  });
  await new CheckoutPage(page).open(stack.shop);
  const signIn = await request.get(`${stack.web}/console/sign-in`);
  policies.set(stack.web, signIn.headers()['content-security-policy'] ?? 'none');

  expect([...policies.keys()].toSorted()).toEqual([stack.fields, stack.shop, stack.web].toSorted());
  for (const [origin, policy] of policies) {
    expect(policy, origin).toContain("default-src 'none'");
    expect(policy, origin).not.toContain('unsafe-');
    expect(policy, origin).toMatch(/script-src '(nonce|sha256)-/);
    expect(policy, origin).toMatch(/frame-ancestors /);
  }
  expect(policies.get(stack.fields)).toMatch(/script-src ('sha256-[^']+'\s?)+(;|$)/);
});

test('a checkout asks nothing of any origin but the shop, the fields and the payment server', async ({
  page,
  stack,
}) => {
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin.replace(/^ws/, 'http')));
  const checkout = new CheckoutPage(page);
  await checkout.open(stack.shop);
  await checkout.card.type(cards.visa);
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
  const known = new Set([stack.shop, stack.fields, stack.payments, 'null']);
  expect([...origins].filter((origin) => !known.has(origin))).toEqual([]);
});
