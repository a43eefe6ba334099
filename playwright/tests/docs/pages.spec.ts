import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { expect, test } from '../../fixtures/test.ts';
import { DocsPage } from '../../models/docs-page.ts';

/** One page of each kind of content: the others are made of the same parts. */
const LAID_OUT = new Set(
  ['', '/quick-start', '/playground', '/test-cards', '/accept-a-card', '/appearance', '/errors'].map(
    (path) => `/docs${path}`,
  ),
);

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const) {
  test(`every page keeps its policy, asks nobody else, is accessible and fits ${width} px in ${colorScheme}`, async ({
    newWindow,
    stack,
  }) => {
    test.slow();
    const page = await newWindow();
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const complaints: string[] = [];
    const strangers: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (![stack.web, stack.payments, stack.fields].includes(origin)) strangers.push(request.url());
    });
    const docs = new DocsPage(page, stack);
    const paths = (await docs.allPages()).filter((path) => path !== '/docs/api');
    expect(paths.length).toBeGreaterThan(20);
    for (const path of ['/docs', ...paths]) {
      await docs.open(path);
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
      if (LAID_OUT.has(path)) await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    expect(strangers).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test('the search is reached by a key, chooses by arrows, and goes to the heading that was found', async ({
  page,
  stack,
}) => {
  const docs = new DocsPage(page, stack);
  await docs.open('/docs');
  // A page that has only just come hears no key yet.
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(docs.search).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('idempotency key reused');
  const found = page.getByRole('option');
  await expect(found.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(found.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/docs\/(errors#idempotency_key_reused|keys-and-idempotency)/);
  await docs.search.fill('xyzzy');
  await expect(page.getByText('Nothing is called “xyzzy” here.')).toBeVisible();
});

test('on a phone every page is reached from the folded menu', async ({ page, stack }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const docs = new DocsPage(page, stack);
  await docs.open('/docs/refunds');
  await page.getByText('All pages').click();
  await page.getByRole('navigation', { name: 'Documentation' }).getByRole('link', { name: 'Webhooks' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Webhooks' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Documentation' })).toBeHidden();
});

test('the table of test cards says what the testkit’s does', async ({ page, stack }) => {
  const docs = new DocsPage(page, stack);
  await docs.open('/docs/test-cards');
  const row = page.getByRole('row').filter({ hasText: 'cards.insufficientFunds' });
  await expect(row).toContainText('4000 0000 0000 9995');
  await expect(row).toContainText('insufficient_funds');
  await expect(page.getByRole('row').filter({ hasText: 'bankAccounts.closed' })).toContainText('R02');
});
