import { expect, type Locator, type Page } from '@playwright/test';
import type { Stack } from '../support/stack.ts';
import { HostedCard } from './hosted-card.ts';

export interface MerchantPageOptions {
  page: Page;
  stack: Stack;
  /** Fetches a PT token, as a merchant's own server would: the session's first, then others of it. */
  ptToken: () => Promise<string>;
}

/**
 * The smallest checkout that a merchant could write, standing at the demo merchant's allowed origin: for what the example shop lets no
 * shopper choose, such as the amount.
 */
export class MerchantPage {
  readonly page: Page;
  readonly card: HostedCard;
  readonly pay: Locator;
  readonly outcome: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.card = new HostedCard(page);
    this.pay = page.getByRole('button', { name: 'Pay' });
    this.outcome = page.getByRole('status');
  }

  static async open({ page, stack, ptToken }: MerchantPageOptions): Promise<MerchantPage> {
    const address = `${stack.shop}/merchant-page-of-the-tests`;
    // A document that the test itself answers comes from no address; the browser then asks before it lets it speak to this machine.
    await page.context().grantPermissions(['local-network-access'], { origin: stack.shop });
    await page.exposeFunction('ptToken', ptToken);
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: html(stack.fields) }));
    await page.goto(address);
    const merchantPage = new MerchantPage(page);
    await expect(merchantPage.card.number).toBeVisible();
    return merchantPage;
  }
}

const html = (fieldsOrigin: string): string => `<!doctype html>
<html lang="en">
<title>Checkout</title>
<style>div { width: 20rem; height: 2.5rem; border: 1px solid gray; margin: 0.5rem }</style>
<div id="number"></div><div id="expiry"></div><div id="code"></div>
<button type="button">Pay</button>
<p role="status">open</p>
<script src="${fieldsOrigin}/sdk/v1/fieldfare.js"></script>
<script>
  const fields = Fieldfare({ fieldsOrigin: '${fieldsOrigin}' }).fields({ session: () => window.ptToken() });
  fields.create('card-number').mount('#number');
  fields.create('card-exp').mount('#expiry');
  fields.create('card-cvc').mount('#code');
  const show = (text) => { document.querySelector('[role=status]').textContent = text; };
  fields.on('status', (payment) => show(payment.status));
  fields.on('error', (error) => show(error.detail));
  document.querySelector('button').addEventListener('click', async () => {
    const { status, error } = await fields.pay();
    if (status === 'error' || status === 'invalid') show(error.detail);
    else show(status);
  });
</script>
`;
