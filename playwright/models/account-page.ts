import type { Locator, Page } from '@playwright/test';

/** Where people change their own password. */
export class AccountPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly problem: Locator;
  readonly done: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { name: 'Your account' });
    this.problem = page.getByRole('main').getByRole('alert');
    this.done = page.getByRole('main').getByRole('status');
  }

  /** By the account menu, as a person would. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account: / }).click();
    await this.page.getByRole('link', { name: 'Your account' }).click();
    await this.heading.waitFor();
  }

  async change(present: string, next: string, again = next): Promise<void> {
    await this.page.getByLabel('Present password').fill(present);
    await fillNewPassword(this.page, next, again);
    await this.page.getByRole('button', { name: 'Change password' }).click();
  }
}

export async function fillNewPassword(page: Page, next: string, again = next): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByLabel('New password, again').fill(again);
}
