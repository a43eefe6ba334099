import { expect, type Locator, type Page } from '@playwright/test';

/** Who works for the merchant. */
export class TeamPage {
  readonly page: Page;
  readonly team: Locator;
  /** Who has not joined yet. */
  readonly invited: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.team = page.getByRole('list', { name: 'Team' });
    this.invited = page.getByRole('list', { name: 'Invited' });
    this.dialog = page.getByRole('dialog');
  }

  async open(webOrigin: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console/team`);
    await expect(this.team).toBeVisible();
  }

  row(email: string): Locator {
    return this.team.getByRole('listitem').filter({ hasText: email });
  }

  /** Invites somebody; answers the address of the invitation. */
  async invite(email: string, name: string, role: string): Promise<string> {
    await this.page.getByRole('button', { name: 'Invite somebody' }).click();
    await this.dialog.getByLabel('Email').fill(email);
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('Role').selectOption(role);
    await this.dialog.getByRole('button', { name: 'Invite' }).click();
    const address = await this.dialog.locator('[data-secret]').innerText();
    await this.dialog.getByRole('button', { name: 'I have saved it' }).click();
    await expect(this.invited.getByRole('listitem').filter({ hasText: email })).toBeVisible();
    return address;
  }

  async withdraw(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Withdraw the invitation of ${name}` }).click();
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
