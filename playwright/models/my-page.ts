import { expect, type Locator, type Page } from '@playwright/test';

/** A shopper's own page: what they paid, and what is saved for them. */
export class MyPage {
  readonly page: Page;
  readonly payments: Locator;
  readonly methods: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.payments = page.getByRole('list', { name: 'My payments' });
    this.methods = page.getByRole('list', { name: 'Saved cards and accounts' });
    this.dialog = page.getByRole('dialog');
  }

  /** Takes up an invitation and waits until the page that it opens is live. */
  async join(url: string, password: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByLabel('Choose a password').fill(password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.isLive();
  }

  async isLive(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'My payments' })).toBeVisible();
    await expect(this.page.getByRole('status').filter({ hasText: /^Connected$/ })).toBeAttached();
  }

  /** The payment of a reference. */
  payment(reference: string): Locator {
    return this.payments.getByRole('listitem').filter({ hasText: reference });
  }
}
