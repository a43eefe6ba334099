import { expect, type Locator, type Page } from '@playwright/test';

/** The console's list of payments. */
export class PaymentsList {
  readonly page: Page;
  readonly table: Locator;
  readonly search: Locator;
  readonly connection: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('table', { name: 'Payments' });
    this.search = page.getByRole('searchbox');
    this.connection = page
      .getByRole('status')
      .filter({ hasText: /^(Connecting|Connected|Reconnecting|Disconnected)$/ });
  }

  /** Opens the list and waits until what happens from now on arrives by itself. */
  async open(webOrigin: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console/payments`);
    await expect(this.connection).toHaveText('Connected');
    await expect(this.table).toBeVisible();
  }

  /** The row of a record number. */
  row(recordNumber: string): Locator {
    return this.table.getByRole('row').filter({ hasText: recordNumber });
  }

  rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('cell') });
  }

  /** The status words of every row, from top to bottom. */
  statuses(): Locator {
    return this.rows().getByRole('cell').nth(5);
  }

  async filterBy(label: string): Promise<void> {
    const link = this.page
      .getByRole('navigation', { name: 'Filter by status' })
      .getByRole('link', { name: new RegExp(`^${label}\\b`) });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'true');
  }

  async openPayment(recordNumber: string): Promise<void> {
    await this.table.getByRole('link', { name: recordNumber }).click();
  }
}
