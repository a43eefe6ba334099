import { cards, hostedField } from '@fieldfare/testkit';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import { showPage } from '../../support/show-page.ts';

interface LoadingWindow {
  errors: { detail: string; message: string; doc_url: string }[];
  fields: { pay: () => Promise<{ status: string }> };
}

const errors = (page: Page) => page.evaluate(() => (window as unknown as LoadingWindow).errors);

/** A checkout that waits for the function `begin` before it shows any field. */
const html = (fieldsOrigin: string, token: string): string => `<!doctype html><html lang="en"><title>Loading</title>
<div id="card"></div>
<script src="${fieldsOrigin}/sdk/v1/fieldfare.js"></script>
<script>
  const fields = Fieldfare({ fieldsOrigin: '${fieldsOrigin}' }).fields({ session: '${token}' });
  const errors = [];
  fields.on('error', (error) => errors.push(error));
  const begin = () => fields.create('card').mount('#card');
  Object.assign(window, { fields, errors, begin });
</script></html>`;
const begin = (page: Page) => page.evaluate(() => (window as unknown as { begin: () => void }).begin());

test('fields that are asked for while the network is away come by themselves when it returns', async ({
  page,
  stack,
  api,
}) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1700 });
  await showPage({ page, stack, path: 'offline-page-of-the-tests', html: html(stack.fields, token) });
  await page.context().setOffline(true);
  await begin(page);
  await expect.poll(async () => (await errors(page)).map(({ detail }) => detail)).toEqual(['frame_blocked']);
  await page.context().setOffline(false);
  const card = page.frameLocator('iframe[name^="card."]');
  await card.getByLabel('Card number').pressSequentially(cards.visa.number);
  await card.getByLabel('Expiration date').pressSequentially(cards.visa.expiry);
  await card.getByLabel('Security code').pressSequentially(cards.visa.cvc);
  const paid = await page.evaluate(() => (window as unknown as LoadingWindow).fields.pay());
  expect(paid).toMatchObject({ status: 'authorized' });
});

test('a page whose policy blocks the frames is told which host to allow, where', async ({ page, stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1700 });
  const headers = { 'content-security-policy': `frame-src 'none'` };
  await showPage({ page, stack, path: 'blocking-page-of-the-tests', html: html(stack.fields, token), headers });
  await begin(page);
  await expect.poll(() => errors(page)).toHaveLength(1);
  const [error] = await errors(page);
  expect(error).toMatchObject({ detail: 'frame_blocked', doc_url: `${stack.fields}/sdk/v1/errors#frame_blocked` });
  expect(error?.message).toContain(`frame-src ${stack.fields}`);
});

test('a page of an origin that the merchant did not allow is told so, with its own origin', async ({
  page,
  stack,
  api,
}) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1700 });
  const stranger = { ...stack, shop: 'http://stranger.localhost' };
  await showPage({ page, stack: stranger, path: 'strange-page-of-the-tests', html: html(stack.fields, token) });
  await begin(page);
  await expect.poll(async () => (await errors(page)).map(({ detail }) => detail)).toEqual(['origin_mismatch']);
  expect((await errors(page))[0]?.message).toContain('http://stranger.localhost');
  await expect(hostedField(page, 'card-number')).toHaveCount(0);
});
