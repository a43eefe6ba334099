import type { Locator, Page } from '@playwright/test';

/** Where the address of an invitation to a team leads. */
export class JoinTeamPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.problem = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  async join(password: string): Promise<void> {
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: /^Join / }).click();
  }
}
