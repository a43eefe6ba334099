import { createHash } from 'node:crypto';
import { cards, fillCard } from '@fieldfare/testkit';
import type { FieldsWindow } from '../../models/fields-page.ts';
import { OLD_RELEASE } from '../../support/add-old-release.ts';
import { showPage } from '../../support/show-page.ts';
import { readToken } from '../../support/forge-token.ts';
import { expect, test } from '../../fixtures/test.ts';

interface Inventory {
  version: string;
  scripts: { version: string; address: string; integrity: string; purpose: string }[];
}

test('every script that a payment page may run is inventoried with the hash that it has', async ({
  stack,
  api,
  request,
}) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  const merchant = String(readToken(token).claims['merchant_uid']);
  const inventory = (await (await request.get(`${stack.fields}/sdk/v1/inventory.json`)).json()) as Inventory;
  expect(inventory.scripts.map(({ version }) => version)).toEqual([
    ...Array.from({ length: 5 }, () => inventory.version),
    ...Array.from({ length: 5 }, () => OLD_RELEASE),
  ]);
  for (const { address, integrity, purpose } of inventory.scripts) {
    const url = address.replace('{merchant_uid}', merchant).replace('{origin}', encodeURIComponent(stack.shop));
    const answer = await request.get(url);
    const text = await answer.text();
    const inline = /<body><script>([\s\S]*)<\/script>$/.exec(text)?.[1];
    const [algorithm = ''] = integrity.split('-');
    expect(
      `${algorithm}-${createHash(algorithm)
        .update(inline ?? text)
        .digest('base64')}`,
      address,
    ).toBe(integrity);
    if (inline !== undefined)
      expect(answer.headers()['content-security-policy']).toContain(`script-src '${integrity}'`);
    expect(purpose).not.toBe('');
  }
});

test('a release never changes, its alias is asked about again, and every page may load both', async ({
  stack,
  request,
}) => {
  const manifest = (await (await request.get(`${stack.fields}/sdk/v1/manifest.json`)).json()) as { version: string };
  const release = await request.get(`${stack.fields}/sdk/${manifest.version}/fieldfare.js`);
  const alias = await request.get(`${stack.fields}/sdk/v1/fieldfare.js`);
  expect(release.headers()['cache-control']).toContain('immutable');
  expect(alias.headers()['cache-control']).toContain('max-age=300');
  expect(await release.text()).toBe(await alias.text());
  for (const answer of [release, alias]) {
    expect(answer.headers()).toMatchObject({
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'content-type': 'text/javascript; charset=utf-8',
    });
  }
  expect((await request.get(`${stack.fields}/sdk/9.9.9/fieldfare.js`)).status()).toBe(404);
});

test('a page that pins a release by its hash gets that script, and no other one', async ({
  stack,
  newWindow,
  request,
}) => {
  const { version, files } = (await (await request.get(`${stack.fields}/sdk/v1/manifest.json`)).json()) as {
    version: string;
    files: Record<string, { integrity: string }>;
  };
  const load = async (integrity: string) => {
    const page = await newWindow();
    const address = `${stack.shop}/pinned-page-of-the-tests`;
    await page.context().grantPermissions(['local-network-access'], { origin: stack.shop });
    const body = `<!doctype html><title>Pinned</title><script crossorigin integrity="${integrity}" src="${stack.fields}/sdk/${version}/fieldfare.js"></script>`;
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(address);
    return page.evaluate(() => typeof (window as { Fieldfare?: unknown }).Fieldfare);
  };
  expect(await load(files['fieldfare.js']?.integrity ?? '')).toBe('function');
  expect(await load(`sha384-${createHash('sha384').update('another').digest('base64')}`)).toBe('undefined');
});

test('a page that pinned an older release is served by that one, frames and all, beside the current one', async ({
  stack,
  api,
  newWindow,
  request,
}) => {
  const manifestOf = async (release: string) =>
    (await (await request.get(`${stack.fields}/sdk/${release}/manifest.json`)).json()) as {
      version: string;
      files: Record<string, { integrity: string }>;
    };
  const buy = async (release: string) => {
    const { version, files } = await manifestOf(release);
    const page = await newWindow();
    const session = await api.createSession({ amountMinor: 1900 });
    const html = `<!doctype html><html lang="en"><title>Pinned</title><div id="card"></div>
      <script crossorigin integrity="${files['fieldfare.js']?.integrity}" src="${stack.fields}/sdk/${version}/fieldfare.js"></script>
      <script>
        window.fields = Fieldfare().fields({ session: '${session.pt_token}' });
        fields.create('card').mount('#card');
      </script></html>`;
    await showPage({ page, stack, path: `page-of-${version}`, html });
    await fillCard(page, cards.visa);
    const { status } = await page.evaluate(() => (window as unknown as FieldsWindow).fields.pay());
    const frame = page.frameLocator('iframe').locator('html');
    return { version, status, frames: await frame.getAttribute('data-release') };
  };
  expect(await buy(OLD_RELEASE)).toEqual({ version: OLD_RELEASE, status: 'authorized', frames: OLD_RELEASE });
  expect(await buy('v1')).toMatchObject({ status: 'authorized', frames: null });
});

test('a page of a version that is not served is told which ones are', async ({ stack, api, newWindow, request }) => {
  const script = await (await request.get(`${stack.fields}/sdk/${OLD_RELEASE}/fieldfare.js`)).text();
  const page = await newWindow();
  const { pt_token: token } = await api.createSession({ amountMinor: 1900 });
  const html = `<!doctype html><html lang="en"><title>Unknown</title><div id="card"></div>
    <script>${script.replaceAll(OLD_RELEASE, '7.7.7')}</script>
    <script>
      window.errors = [];
      const fields = Fieldfare({ fieldsOrigin: '${stack.fields}' }).fields({ session: '${token}' });
      fields.on('error', (error) => errors.push(error));
      fields.create('card').mount('#card');
    </script></html>`;
  await showPage({ page, stack, path: 'page-of-an-unknown-version', html });
  const errors = () => page.evaluate(() => (window as unknown as { errors: object[] }).errors);
  await expect
    .poll(errors)
    .toMatchObject([{ detail: 'version_unknown', message: expect.stringContaining(OLD_RELEASE) }]);
});

test('an error’s doc_url leads to the page that explains it', async ({ stack, newWindow }) => {
  const page = await newWindow();
  await page.goto(`${stack.fields}/sdk/v1/errors#frame_blocked`);
  await expect(page).toHaveURL(`${stack.web}/docs/errors#frame_blocked`);
  await expect(page.locator('#frame_blocked')).toContainText('Content-Security-Policy');
});
