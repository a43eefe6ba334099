import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';

const PAGES = [
  { path: 'customers', heading: 'Customers' },
  { path: 'approvals', heading: 'Approvals' },
  { path: 'balance', heading: 'Balance' },
  { path: 'audit', heading: 'Audit log' },
  { path: 'settings', heading: 'Settings' },
  { path: 'webhooks', heading: 'Webhooks', opens: 'Add endpoint' },
  { path: 'processors', heading: 'Processors', opens: 'Add account' },
] as const;

for (const { name, width, colorScheme } of LOOKS) {
  test.describe(name, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    for (const { path, heading, ...more } of PAGES) {
      test(`${path}: accessible, and no wider than the window`, async ({ page, context, stack, signedInState }) => {
        await context.addCookies((await signedInState('owner')).cookies);
        await page.goto(`${stack.web}/console/${path}`);
        await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
        await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        if (!('opens' in more)) return;
        await page.getByRole('button', { name: more.opens }).first().click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
      });
    }
  });
}
