import { expect, type Locator, type Page } from '@playwright/test';

/** Where an owner makes, rotates and revokes API keys. */
export class ApiKeysPage {
  readonly page: Page;
  readonly keys: Locator;
  readonly createButton: Locator;
  readonly dialog: Locator;
  readonly secret: Locator;

  constructor(page: Page) {
    this.page = page;
    this.keys = page.getByRole('list', { name: 'API keys' });
    this.createButton = page.getByRole('button', { name: 'Create key' }).first();
    this.dialog = page.getByRole('dialog');
    this.secret = this.dialog.getByRole('code').filter({ hasText: /^sk_/ });
  }

  async open(webOrigin: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console/api-keys`);
    await expect(this.keys).toBeVisible();
  }

  row(name: string): Locator {
    return this.keys.getByRole('listitem').filter({ hasText: name });
  }

  /** Makes a secret key and returns it as the dialog shows it, this once. */
  async create(name: string, mayDo?: string): Promise<string> {
    await this.createButton.click();
    await this.dialog.getByLabel('Name').fill(name);
    if (mayDo !== undefined) await this.dialog.getByLabel('It may do').selectOption(mayDo);
    await this.dialog.getByRole('button', { name: 'Create key' }).click();
    return this.#takeSecret();
  }

  /** Makes a successor that the old key may outlive by the time named, and returns the successor. */
  async rotate(name: string, oldKeyEnds: string): Promise<string> {
    await this.page.getByRole('button', { name: `Rotate ${name}` }).click();
    await this.dialog.getByLabel('The old key ends').selectOption(oldKeyEnds);
    await this.dialog.getByRole('button', { name: 'Rotate key' }).click();
    return this.#takeSecret();
  }

  async revoke(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Revoke ${name}` }).click();
    await this.dialog.getByRole('button', { name: 'Revoke key' }).click();
    await expect(this.dialog).toBeHidden();
  }

  async #takeSecret(): Promise<string> {
    const secret = await this.secret.innerText();
    await this.dialog.getByRole('button', { name: 'I have saved it' }).click();
    await expect(this.dialog).toBeHidden();
    return secret;
  }
}
