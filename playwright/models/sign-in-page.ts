import type { Locator, Page } from '@playwright/test';

/** Where staff sign in to the console. */
export class SignInPage {
  readonly page: Page;
  readonly email: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly problem: Locator;
  /** Of the second step. */
  readonly code: Locator;
  readonly recoveryCode: Locator;

  constructor(page: Page) {
    this.page = page;
    this.email = page.getByLabel('Email');
    this.password = page.getByLabel('Password');
    this.submit = page.getByRole('button', { name: 'Sign in' });
    this.problem = page.getByRole('main').getByRole('alert');
    this.code = page.getByLabel('Code', { exact: true });
    this.recoveryCode = page.getByLabel('Recovery code');
  }

  async open(webOrigin: string): Promise<void> {
    await this.page.goto(`${webOrigin}/console`);
    await this.submit.waitFor();
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.submit.click();
  }

  async answer(code: string): Promise<void> {
    await this.code.fill(code);
    await this.submit.click();
  }

  async answerByRecoveryCode(code: string): Promise<void> {
    await this.page.getByRole('button', { name: /Use a recovery code/ }).click();
    await this.recoveryCode.fill(code);
    await this.submit.click();
  }
}
