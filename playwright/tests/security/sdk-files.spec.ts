import { createHash } from 'node:crypto';
import { readToken } from '../../support/forge-token.ts';
import { expect, test } from '../../fixtures/test.ts';

interface Inventory {
  version: string;
  scripts: { address: string; integrity: string; purpose: string }[];
}

test('every script that a payment page may run is inventoried with the hash that it has', async ({
  stack,
  api,
  request,
}) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  const merchant = String(readToken(token).claims['merchant_uid']);
  const inventory = (await (await request.get(`${stack.fields}/sdk/v1/inventory.json`)).json()) as Inventory;
  expect(inventory.scripts).toHaveLength(5);
  for (const { address, integrity, purpose } of inventory.scripts) {
    const url = address.replace('{merchant_uid}', merchant).replace('{origin}', encodeURIComponent(stack.shop));
    const answer = await request.get(url);
    const text = await answer.text();
    const inline = /<\/head><body><script>([\s\S]*)<\/script><\/body>/.exec(text)?.[1];
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

test('an error’s doc_url leads to the page that explains it', async ({ stack, newWindow }) => {
  const page = await newWindow();
  await page.goto(`${stack.fields}/sdk/v1/errors#frame_blocked`);
  await expect(page).toHaveURL(`${stack.web}/docs/errors#frame_blocked`);
  await expect(page.locator('#frame_blocked')).toContainText('Content-Security-Policy');
});
