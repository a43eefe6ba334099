import { expect, type Locator, type Page } from '@playwright/test';

/** Where an owner adds and changes processor accounts. */
export class ProcessorsPage {
  readonly page: Page;
  readonly accounts: Locator;
  readonly addButton: Locator;
  readonly dialog: Locator;
  readonly allDisabled: Locator;

  constructor(page: Page) {
    this.page = page;
    this.accounts = page.getByRole('list', { name: 'Processor accounts' });
    this.addButton = page.getByRole('button', { name: 'Add account' }).first();
    this.dialog = page.getByRole('dialog');
    this.allDisabled = page.getByRole('status').filter({ hasText: 'All accounts are disabled' });
  }

  async open(webOrigin: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console/processors`);
    await expect(this.page.getByRole('heading', { name: 'Processors' })).toBeVisible();
  }

  row(hint: string): Locator {
    return this.accounts.getByRole('listitem').filter({ hasText: hint });
  }

  /** Fills the dialog's fields by their labels and sends it. */
  async save(fields: Record<string, string>, button: 'Add account' | 'Save'): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await this.dialog.getByLabel(label).fill(value);
    await this.dialog.getByRole('button', { name: button }).click();
  }
}
