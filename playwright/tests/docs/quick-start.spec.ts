import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cards, expectAuthorized, fillCard, watchPayments } from '@fieldfare/testkit';
import { expect, test } from '../../fixtures/test.ts';
import { DocsPage } from '../../models/docs-page.ts';
import { exampleOrigins } from '../../support/example-origins.ts';
import { runServer } from '../../support/run-server.ts';

for (const [path, name] of [
  ['/docs/quick-start', 'the quick start'],
  ['/docs/web-components', 'the page of web components'],
] as const) {
  test(`${name}, copied as it stands, takes a payment and follows it`, async ({ page, stack, api, newWindow }) => {
    const docs = new DocsPage(await newWindow(), stack);
    const folder = await mkdtemp(join(tmpdir(), 'fieldfare-quick-start-'));
    const [first, second] = await exampleOrigins(api, stack);
    const { origin, port } = (path === '/docs/quick-start' ? first : second) ?? new URL(stack.shop);
    await docs.open('/docs/quick-start');
    await writeFile(join(folder, 'server.mjs'), await docs.codeOf('server.mjs'));
    await docs.open(path);
    await writeFile(join(folder, 'checkout.html'), await docs.codeOf('checkout.html'));
    const server = await runServer([process.execPath, 'server.mjs'], {
      cwd: folder,
      env: { FIELDFARE_KEY: stack.secretKey, PORT: port },
      origin,
    });
    try {
      watchPayments(page);
      await page.goto(origin);
      await fillCard(page, cards.declined);
      await page.getByRole('button', { name: 'Pay $49.00' }).click();
      await expect(page.getByRole('status')).toContainText('Your card was declined');
      await fillCard(page, cards.visa);
      await page.getByRole('button', { name: 'Pay $49.00' }).click();
      await expect(page.getByRole('status')).toHaveText('Payment authorized');
      const { id } = await expectAuthorized(page);
      await api.confirm(id);
      await expect(page.getByRole('status')).toHaveText('Payment captured');
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
