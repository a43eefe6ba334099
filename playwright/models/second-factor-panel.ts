import { expect, type Locator, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import type { Login } from '../support/stack.ts';
import { AccountPage } from './account-page.ts';
import { SignInPage } from './sign-in-page.ts';

const HALF_MINUTE_MS = 30_000;

/** What the person's app shows, now or so many half minutes later. */
export function codeOf(secret: string, halfMinutesLater = 0): string {
  const timestamp = Date.now() + halfMinutesLater * HALF_MINUTE_MS;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

/** Where people set up a second factor: on the page of their account, or where their merchant makes them. */
export class SecondFactorPanel {
  readonly page: Page;
  readonly setUp: Locator;
  readonly qrCode: Locator;
  readonly code: Locator;
  readonly password: Locator;
  readonly turnOn: Locator;
  readonly recoveryCodes: Locator;
  readonly newCodes: Locator;
  readonly turnOff: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.setUp = page.getByRole('button', { name: 'Set up', exact: true });
    this.qrCode = page.getByRole('img', { name: /^QR code/ });
    this.code = page.getByLabel('Code', { exact: true });
    this.password = page.getByLabel('Your password');
    this.turnOn = page.getByRole('button', { name: 'Turn on' });
    this.recoveryCodes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    this.newCodes = page.getByRole('button', { name: 'New recovery codes' });
    this.turnOff = page.getByRole('button', { name: 'Turn off' });
    this.dialog = page.getByRole('dialog');
  }

  /** The key that is shown beside the QR code. */
  async secret(): Promise<string> {
    await expect(this.qrCode).toBeVisible();
    return (await this.page.locator('code[data-secret]').innerText()).replaceAll(/\s/g, '');
  }

  /** Confirms the key that is shown; answers it, and the recovery codes. */
  async confirm(password: string): Promise<{ secret: string; codes: string[] }> {
    const secret = await this.secret();
    await this.code.fill(codeOf(secret));
    await this.password.fill(password);
    await this.turnOn.click();
    await expect(this.recoveryCodes).toHaveCount(10);
    return { secret, codes: await this.recoveryCodes.allInnerTexts() };
  }

  async prove(code: string, password: string, submit: string): Promise<void> {
    await this.dialog.getByLabel('Code').fill(code);
    await this.dialog.getByLabel('Your password').fill(password);
    await this.dialog.getByRole('button', { name: submit }).click();
  }
}

/** Signs in, and goes to the page of one's account. */
export async function openAccount(page: Page, web: string, person: Login) {
  const door = new SignInPage(page);
  await door.open(web);
  await door.signIn(person);
  await page.waitForURL('**/console/payments');
  await new AccountPage(page).open();
  return { door, panel: new SecondFactorPanel(page) };
}
