import { expect, type Locator, type Page } from '@playwright/test';

/** Who works for the merchant. */
export class TeamPage {
  readonly page: Page;
  readonly team: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.team = page.getByRole('list', { name: 'Team' });
    this.dialog = page.getByRole('dialog');
  }

  async open(webOrigin: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console/team`);
    await expect(this.team).toBeVisible();
  }

  row(email: string): Locator {
    return this.team.getByRole('listitem').filter({ hasText: email });
  }

  async add(email: string, name: string, role: string, password: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add somebody' }).click();
    await this.dialog.getByLabel('Email').fill(email);
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('Role').selectOption(role);
    await this.dialog.getByLabel('First password').fill(password);
    await this.dialog.getByRole('button', { name: 'Add' }).click();
    await expect(this.row(email)).toBeVisible();
  }

  async changeRole(name: string, role: string): Promise<void> {
    await this.page.getByRole('button', { name: `Change role of ${name}` }).click();
    await this.dialog.getByLabel('Role').selectOption(role);
    await this.dialog.getByRole('button', { name: 'Change role' }).click();
    await expect(this.dialog).toBeHidden();
  }

  async remove(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Remove ${name}` }).click();
    await this.dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(this.dialog).toBeHidden();
  }
}
