import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cards } from '@fieldfare/testkit';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { CheckoutPage } from '../models/checkout-page.ts';
import { PaymentsList } from '../models/payments-list.ts';
import { SignInPage } from '../models/sign-in-page.ts';
import { browserOptions } from '../support/browser-options.ts';
import { LOGINS, readStack, type Stack, STACK_VARIABLE } from '../support/stack.ts';
import { type RunningStack, startStack } from '../support/start-stack.ts';

const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');

/** Makes the README's pictures from a real purchase: the checkout as it is filled in, the console as the payment has arrived. */
async function main(): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const { stack, stop } = await runningStack();
  const browser = await chromium.launch(browserOptions());
  try {
    const checkout = new CheckoutPage(await newWindow(browser, 720));
    await pictureCheckout(checkout, stack);
    const list = new PaymentsList(await newWindow(browser, 860));
    await signIn(list.page, stack);
    await list.open(stack.web);
    await pay(checkout);
    await pictureConsole(list);
  } finally {
    await browser.close();
    await stop();
  }
  console.log(`Wrote checkout.png and console.png into ${IMAGES}`);
}

async function runningStack(): Promise<RunningStack> {
  const dataDir = process.env[STACK_VARIABLE];
  return dataDir ? { stack: readStack(dataDir), stop: async () => {} } : startStack();
}

async function newWindow(browser: Browser, height: number): Promise<Page> {
  const options = {
    viewport: { width: 1280, height },
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: 'UTC',
  } as const;
  return (await browser.newContext(options)).newPage();
}

async function signIn(page: Page, stack: Stack): Promise<void> {
  const signInPage = new SignInPage(page);
  await signInPage.open(stack.web);
  await signInPage.signIn(LOGINS.owner);
  await page.waitForURL('**/console/payments');
}

async function pictureCheckout(checkout: CheckoutPage, { shop }: Stack): Promise<void> {
  await checkout.open(shop);
  await checkout.card.type(cards.visa);
  await checkout.page.screenshot({ path: join(IMAGES, 'checkout.png'), animations: 'disabled', caret: 'initial' });
}

async function pay(checkout: CheckoutPage): Promise<void> {
  await checkout.pay.click();
  await expect(checkout.outcome).toContainText(/authorized/i);
}

async function pictureConsole(list: PaymentsList): Promise<void> {
  await expect(list.rows().first()).toContainText('Authorized');
  await expect(list.page.getByText('Visa ···· 4242').first()).toBeVisible();
  await list.page.screenshot({ path: join(IMAGES, 'console.png'), animations: 'disabled' });
}

await main();
