import { expect, type Locator, type Page } from '@playwright/test';

/** One payment in the console. */
export class PaymentPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly status: Locator;
  readonly timeline: Locator;
  readonly confirmButton: Locator;
  readonly cancelButton: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { name: /^Payment of / });
    this.status = page.getByRole('main').getByRole('status').first();
    this.timeline = this.#panel('Timeline').getByRole('listitem');
    this.confirmButton = page.getByRole('button', { name: 'Confirm', exact: true });
    this.cancelButton = page.getByRole('main').getByRole('button', { name: 'Cancel payment' }).first();
    this.dialog = page.getByRole('dialog');
  }

  async open(webOrigin: string, id: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console/payments/${id}`);
    await expect(this.heading).toBeVisible();
  }

  /** Opens the confirm dialog, says how much where told, and sends it. */
  async confirm(options: { amount?: string } = {}): Promise<void> {
    await this.confirmButton.click();
    if (options.amount !== undefined) await this.dialog.getByLabel('Amount').fill(options.amount);
    await this.dialog.getByRole('button', { name: /^Confirm / }).click();
    await expect(this.dialog).toBeHidden();
  }

  async cancel(options: { reason?: string } = {}): Promise<void> {
    await this.cancelButton.click();
    if (options.reason !== undefined) await this.dialog.getByLabel('Reason (optional)').fill(options.reason);
    await this.dialog.getByRole('button', { name: 'Cancel payment' }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** A figure of the amounts panel by its term. */
  amount(term: string): Locator {
    return this.#panel('Amounts').locator(`dt:text-is("${term}") + dd`);
  }

  #panel(title: string): Locator {
    return this.page.locator('section').filter({ has: this.page.getByRole('heading', { name: title }) });
  }
}
