import { CheckoutPage } from '../../models/checkout-page.ts';
import { transfer } from '../../support/transfer.ts';
import { expect, test } from '../../fixtures/test.ts';

const BUDGET_BYTES = 32 * 1_024;

test('SDK and all frames of a cold checkout with five fields are at most 32 KB on the wire, headers included', async ({
  page,
  stack,
}) => {
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (request.url().startsWith(stack.fields)) asked.add(request.url());
  });
  await new CheckoutPage(page).open(stack.shop);
  await expect(page.locator('[data-kind][data-ff-ready] iframe')).toHaveCount(5);
  // One script and the one document that every frame shares, to the last character of its address.
  expect(asked.size).toBe(2);
  const sizes = { gzip: 0, br: 0 };
  for (const url of asked) {
    const gzipped = await transfer(url, 'gzip');
    const smaller = await transfer(url, 'br');
    const { text } = await transfer(url, 'identity');
    expect([gzipped.text, smaller.text], url).toEqual([text, text]);
    sizes.gzip += gzipped.bytes;
    sizes.br += smaller.bytes;
  }
  expect(sizes.gzip).toBeLessThanOrEqual(BUDGET_BYTES);
  expect(sizes.br).toBeLessThan(sizes.gzip);
});
