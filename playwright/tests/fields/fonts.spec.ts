import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cards } from '@fieldfare/testkit';
import { expectAccessible } from '../../fixtures/expect-accessible.ts';
import { LOOKS } from '../../fixtures/looks.ts';
import { expect, test } from '../../fixtures/test.ts';

const SPACE_MONO = createRequire(import.meta.url).resolve(
  '@fontsource/space-mono/files/space-mono-latin-400-normal.woff2',
);

test('a font that was uploaded in the console is loaded whole before the first key, and by nothing that is typed', async ({
  consoleWindow,
  fieldsPage,
  newWindow,
  stack,
}) => {
  const family = `Brand ${crypto.randomUUID().slice(0, 8)}`;
  const settings = await consoleWindow('owner');
  await settings.goto(`${stack.web}/console/settings`);
  await settings.getByLabel('Font file').setInputFiles(SPACE_MONO);
  await settings.getByLabel('Family').fill(family);
  await settings.getByRole('button', { name: 'Upload font' }).click();
  const row = settings.getByRole('listitem').filter({ hasText: family });
  await expect(row).toBeVisible();
  for (const { width, colorScheme } of LOOKS) {
    await settings.setViewportSize({ width, height: 900 });
    await settings.emulateMedia({ colorScheme });
    await expectAccessible(settings);
    expect(await settings.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  // A field document is remembered for ten seconds by its server.
  await expect(async () => {
    const page = await newWindow();
    const requests: string[] = [];
    page.on('request', (request) => request.url().includes('/fonts/') && requests.push(request.url()));
    const fontFamily = `'${family}', monospace`;
    const fields = await fieldsPage({ kinds: ['card-number'], options: { appearance: { fontFamily } } }, {}, page);
    const number = fields.frame('card-number').getByLabel('Card number');
    await expect
      .poll(() => number.evaluate(() => [...document.fonts].map(({ status }) => status)), { timeout: 3_000 })
      .toEqual(['loaded']);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatch(new RegExp(`^${stack.fields}/fields/v1/fonts/[A-Za-z0-9_-]{22}\\.woff2$`));
    await number.pressSequentially(cards.visa.number);
    await fields.update({ appearance: { fontFamily: `'${family}'` } });
    await fields.update({ appearance: { fontFamily: `'Unknown', serif` } });
    expect(requests).toHaveLength(1);
    const answer = await page.request.get(requests[0] ?? '');
    expect(answer.headers()).toMatchObject({
      'content-type': 'font/woff2',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(await answer.body()).toEqual(await readFile(SPACE_MONO));
  }).toPass({ timeout: 60_000 });
  await settings.getByRole('button', { name: `Delete ${family} 400 normal` }).click();
  await expect(row).toHaveCount(0);
});

test('a font file that is none is refused in the console, with what is wrong', async ({ consoleWindow, stack }) => {
  const settings = await consoleWindow('owner');
  await settings.goto(`${stack.web}/console/settings`);
  const file = { name: 'brand.woff2', mimeType: 'font/woff2', buffer: Buffer.alloc(400, 'a') };
  await settings.getByLabel('Font file').setInputFiles(file);
  await settings.getByLabel('Family').fill('Not A Font');
  await settings.getByRole('button', { name: 'Upload font' }).click();
  await expect(settings.getByRole('alert').filter({ hasText: 'did not work' })).toContainText('is no WOFF2 file');
  await expectAccessible(settings);
});
