import { expect, type Locator, type Page } from '@playwright/test';
import { readToken } from '../support/forge-token.ts';
import { HostedCard } from './hosted-card.ts';

/** The example shop's checkout, as a shopper meets it. */
export class CheckoutPage {
  readonly page: Page;
  readonly card: HostedCard;
  readonly byCard: Locator;
  readonly pay: Locator;
  readonly outcome: Locator;

  constructor(page: Page) {
    this.page = page;
    this.card = new HostedCard(page);
    this.byCard = page.getByRole('radio', { name: 'Card' });
    this.pay = page.getByRole('button', { name: /^Pay / });
    this.outcome = page.getByRole('status');
  }

  /** Opens it with the default cart and waits until every field can be typed into. */
  async open(shopOrigin: string): Promise<void> {
    await this.page.goto(`${shopOrigin}/checkout`);
    await this.ready();
  }

  /** Buys through the product page, with the article whose price makes the sandbox bank slow. */
  async openSlow(shopOrigin: string): Promise<void> {
    await this.page.goto(shopOrigin);
    await this.page.getByLabel('Plant a hedge seedling').check();
    await this.page.getByRole('button', { name: 'Check out' }).click();
    await this.ready();
  }

  async ready(): Promise<void> {
    for (const field of Object.values(this.fields())) await expect(field).toBeVisible();
  }

  fields(): Record<'number' | 'expiry' | 'code' | 'name' | 'postalCode', Locator> {
    const { number, expiry, code, name, postalCode } = this.card;
    return { number, expiry, code, name, postalCode };
  }

  /** The session that the shop made for this order, out of the token that it gave the page. */
  async sessionId(): Promise<string> {
    const text = await this.page.locator('script#checkout').textContent();
    const { ptToken } = JSON.parse(text ?? '{}') as { ptToken?: string | null };
    if (!ptToken) throw new Error('The page holds no token.');
    return String(readToken(ptToken).claims['session']);
  }
}
