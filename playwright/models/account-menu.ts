import type { Page } from '@playwright/test';

/** Signs out by the account menu, as a person would. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}
