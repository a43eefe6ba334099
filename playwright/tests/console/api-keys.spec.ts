import { randomUUID } from 'node:crypto';
import { ApiKeysPage } from '../../models/api-keys-page.ts';
import { closed, connectSocket } from '../../support/connect-socket.ts';
import type { RestClient } from '../../support/rest-client.ts';
import { expect, test } from '../../fixtures/test.ts';

const aName = (): string => `test server ${randomUUID()}`;

/**
 * From now on the key is asked for until it is refused: nothing that is asked later than a second from now may be answered, however long
 * an answer takes. Returns the code of the refusal.
 */
async function expectEndWithinASecond(api: RestClient, bearer: string): Promise<string> {
  const endedAt = performance.now();
  let lastAnswered = 0;
  let code = '';
  const ask = async () => {
    const askedAt = performance.now() - endedAt;
    const { status, body } = await api.call('GET', '/payments?limit=1', { bearer });
    if (status === 200) lastAnswered = askedAt;
    else code = body.error.code;
    return status;
  };
  await expect.poll(ask, { intervals: [50] }).toBe(401);
  expect(lastAnswered).toBeLessThan(1_000);
  return code;
}

test('a new key is shown once, and works at once', async ({ stack, api, consoleWindow }) => {
  const keys = new ApiKeysPage(await consoleWindow('owner'));
  await keys.open(stack.web);
  const name = aName();
  const secret = await keys.create(name);

  expect((await api.call('GET', '/payments?limit=1', { bearer: secret })).status).toBe(200);
  await expect(keys.row(name)).toContainText('Active');
  await keys.page.reload();
  await expect(keys.row(name)).toContainText(/Last used (just now|in a moment)/);
  expect(await keys.page.content()).not.toContain(secret);
});

test('a key that may only read opens no session', async ({ stack, api, consoleWindow }) => {
  const keys = new ApiKeysPage(await consoleWindow('owner'));
  await keys.open(stack.web);
  const name = aName();
  const bearer = await keys.create(name, 'Read only');
  await expect(keys.row(name)).toContainText('payments:read');
  expect((await api.call('GET', '/payments?limit=1', { bearer })).status).toBe(200);
  const body = { amount_minor: 1000, currency: 'USD', origin: stack.shop };
  expect((await api.call('POST', '/sessions', { body, bearer })).status).toBe(403);
});

test('after a rotation with an overlap both keys work, until the old one is revoked', async ({
  stack,
  api,
  consoleWindow,
}) => {
  const keys = new ApiKeysPage(await consoleWindow('owner'));
  await keys.open(stack.web);
  const name = aName();
  const old = await keys.create(name);
  const next = await keys.rotate(name, 'After 1 hour');
  for (const bearer of [old, next]) expect((await api.call('GET', '/payments?limit=1', { bearer })).status).toBe(200);
  await expect(keys.row(name).filter({ hasText: 'Being replaced' })).toHaveCount(1);
});

test('a rotation without an overlap ends the old key at once', async ({ stack, api, consoleWindow }) => {
  const keys = new ApiKeysPage(await consoleWindow('owner'));
  await keys.open(stack.web);
  const name = aName();
  const old = await keys.create(name);
  const next = await keys.rotate(name, 'At once');
  expect((await api.call('GET', '/payments?limit=1', { bearer: next })).status).toBe(200);
  await expectEndWithinASecond(api, old);
});

test('a revoked key is refused within a second, and so is every checkout that it opened', async ({
  stack,
  api,
  consoleWindow,
}) => {
  const keys = new ApiKeysPage(await consoleWindow('owner'));
  await keys.open(stack.web);
  const name = aName();
  const secret = await keys.create(name);
  const body = { amount_minor: 1000, currency: 'USD', origin: stack.shop };
  const { body: session } = await api.call<{ pt_token: string }>('POST', '/sessions', { body, bearer: secret });
  const toFields = {
    payments: stack.payments,
    namespace: '/fields',
    auth: { pt_token: session.pt_token },
    origin: stack.fields,
  } as const;
  const open = await connectSocket(toFields);
  if (open.outcome !== 'accepted') throw new Error(`The checkout's socket was refused: ${open.detail}`);
  const isClosed = closed(open.socket).then(() => performance.now());

  await keys.revoke(name);
  const revokedAt = performance.now();

  expect(await expectEndWithinASecond(api, secret)).toBe('key_revoked');
  expect((await isClosed) - revokedAt).toBeLessThan(3_000);
  expect(await connectSocket(toFields)).toMatchObject({ outcome: 'refused', detail: 'key_revoked' });
  await expect(keys.row(name)).toContainText('Revoked');
});
