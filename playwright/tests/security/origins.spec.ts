import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readToken } from '../../support/forge-token.ts';
import { expect, test } from '../../fixtures/test.ts';

/** A page of another origin that does all that the shop's page does. */
async function strangersPage(fieldsDocument: string): Promise<{ origin: string; server: Server }> {
  const body = `<!doctype html><title>Not the shop</title><iframe title="Card number" name="card-number.tttttttttttt" src="${fieldsDocument}"></iframe>`;
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(body)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, server };
}

test('the fields do not load in a page of an origin that the merchant did not allow', async ({ page, stack, api }) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  const { merchant_uid: merchant } = readToken(token).claims;
  const fieldsDocument = `${stack.fields}/fields/v1/${String(merchant)}?origin=${encodeURIComponent(stack.shop)}`;
  const { origin, server } = await strangersPage(fieldsDocument);
  try {
    const refusal = page.waitForEvent('console', {
      predicate: (message) => message.text().includes('frame-ancestors'),
    });
    await page.goto(origin);
    await refusal;
    await expect(page.frameLocator('iframe').getByRole('textbox')).toHaveCount(0);
  } finally {
    server.close();
  }
});

test('the document of the fields names exactly the one allowed origin as its ancestor', async ({
  stack,
  api,
  request,
}) => {
  const { pt_token: token } = await api.createSession({ amountMinor: 1000 });
  const address = `${stack.fields}/fields/v1/${String(readToken(token).claims['merchant_uid'])}`;
  const allowed = await request.get(`${address}?origin=${encodeURIComponent(stack.shop)}`);
  expect(allowed.headers()['content-security-policy']).toMatch(new RegExp(`frame-ancestors ${stack.shop}(;|$)`));
  const strange = await request.get(`${address}?origin=${encodeURIComponent('http://evil.example')}`);
  expect(strange.status()).toBeGreaterThanOrEqual(400);
  expect(strange.headers()['content-security-policy']).toMatch(/frame-ancestors 'none'/);
});

test('the payment server makes no session for an origin that the merchant did not allow', async ({ api }) => {
  const body = { amount_minor: 1000, currency: 'USD', origin: 'http://evil.example' };
  const { status, body: answer } = await api.call('POST', '/sessions', { body });
  expect(status).toBe(422);
  expect(answer.error.code).toBe('origin_not_allowed');
});

test('a secret key that arrives from a browser is refused', async ({ stack, api }) => {
  const { status, body } = await api.call('GET', '/payments', { headers: { origin: stack.shop } });
  expect(status).toBe(403);
  expect(body.error.code).toBe('secret_key_in_browser');
});

test('the fields origin serves nothing of the console, and the console origin nothing of the fields', async ({
  stack,
  request,
}) => {
  for (const path of ['/', '/console', '/console/sign-in', '/api/auth/csrf', '/docs']) {
    expect((await request.get(stack.fields + path, { maxRedirects: 0 })).status(), `${path} on the fields origin`).toBe(
      404,
    );
  }
  for (const path of ['/sdk/v1/fieldfare.js', '/fields/v1/mer_00000000000000000000000000']) {
    expect((await request.get(stack.web + path, { maxRedirects: 0 })).status(), `${path} on the console origin`).toBe(
      404,
    );
  }
  expect((await request.get(`${stack.fields}/sdk/v1/fieldfare.js`)).status()).toBe(200);
});

test('the fields origin sets no cookie', async ({ stack, request }) => {
  const answer = await request.get(`${stack.fields}/sdk/v1/fieldfare.js`);
  expect(answer.headers()['set-cookie']).toBeUndefined();
});

test('the console may be framed by nobody and runs no inline script without a nonce', async ({ stack, request }) => {
  const policy = (await request.get(`${stack.web}/console/sign-in`)).headers()['content-security-policy'];
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
  expect(policy).not.toContain('unsafe-');
});
