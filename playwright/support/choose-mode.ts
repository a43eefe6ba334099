import type { Page } from '@playwright/test';

/** Changes the mode that a console window shows, by the account menu, as a person would. */
export async function chooseMode(page: Page, mode: 'Test' | 'Live'): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('radio', { name: mode }).check({ force: true });
  await page.keyboard.press('Escape');
}
