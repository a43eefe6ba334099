import { ApiKeyWithSecret } from '@fieldfare/protocol';
import type { ApiKey, ApiKeyList, SignedInUser } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD, SHOP_ORIGIN } from '../testing/test-merchant.ts';
import type { TestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;
let stranger: TestMerchant;

beforeAll(async () => {
  stack = await startTestStack();
  stranger = await createTestMerchant(stack.composed, 'Stranger');
});

afterAll(async () => {
  await stack.close();
});

const newSession = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };
const error = (type: string, code: string, param: string | null = null) => ({ error: { type, code, param } });

describe('API keys', () => {
  it('are made, shown once, listed, rotated with overlap and revoked', async () => {
    const owner = await asUser(stack, 'owner');
    const made = ApiKeyWithSecret.parse(
      (await stack.request('POST', '/v1/api_keys', { ...owner, body: { name: 'CI' } })).body,
    );
    expect(made.secret).toMatch(/^sk_test_/);
    expect((await stack.request('GET', '/v1/payments', { token: made.secret })).status).toBe(200);
    const rotated = await stack.request('POST', `/v1/api_keys/${made.id}/rotate`, {
      ...owner,
      body: { overlap_seconds: 60 },
    });
    const successor = ApiKeyWithSecret.parse(rotated.body);
    expect((await stack.request('GET', '/v1/payments', { token: made.secret })).status).toBe(200);
    expect((await stack.request('GET', '/v1/payments', { token: successor.secret })).status).toBe(200);
    expect(await stack.request('POST', `/v1/api_keys/${made.id}/rotate`, owner)).toMatchObject({
      status: 409,
      body: error('conflict', 'api_key_rotated'),
    });
    const list = (await stack.request('GET', '/v1/api_keys', owner)).body as ApiKeyList;
    expect(list.data.find((key) => key.id === made.id)).toMatchObject({ replaced_by: successor.id, name: 'CI' });
    expect(JSON.stringify(list)).not.toContain(successor.secret);
    expect((await stack.request('POST', `/v1/api_keys/${successor.id}/revoke`, owner)).body).toMatchObject({
      revoked_at: expect.any(String),
    });
    stack.clock.advance(500);
    expect((await stack.request('GET', '/v1/payments', { token: successor.secret })).status).toBe(401);
  });

  it('do what their scopes say and nothing else, also after a change and after a rotation', async () => {
    const owner = await asUser(stack, 'owner');
    const post = (path: string, body: object) => stack.request('POST', path, { ...owner, body });
    const made = ApiKeyWithSecret.parse(
      (await post('/v1/api_keys', { name: 'Reader', scopes: ['payments:read'] })).body,
    );
    expect(made.scopes).toEqual(['payments:read']);
    const statuses = async (token: string) => [
      (await stack.request('GET', '/v1/payments', { token })).status,
      (await stack.request('POST', '/v1/sessions', { token, body: newSession })).status,
    ];
    expect(await statuses(made.secret)).toEqual([200, 403]);
    await post(`/v1/api_keys/${made.id}`, { scopes: ['sessions:write'] });
    stack.clock.advance(500);
    expect(await statuses(made.secret)).toEqual([403, 201]);
    const successor = ApiKeyWithSecret.parse((await post(`/v1/api_keys/${made.id}/rotate`, {})).body);
    expect(successor.scopes).toEqual(['sessions:write']);
    expect(await statuses(successor.secret)).toEqual([403, 201]);
    const { rows } = await stack.composed.database.pool.query(
      `SELECT action, body FROM audit_log WHERE subject = '${made.id}' ORDER BY id`,
    );
    expect(rows).toEqual([
      { action: 'api_key.create', body: { name: 'Reader', scopes: ['payments:read'], ip_allow_list: [] } },
      { action: 'api_key.update', body: { scopes: ['sessions:write'] } },
      { action: 'api_key.rotate', body: {} },
    ]);
  });

  it('have successors that live as long as they were given to, unless it is said otherwise', async () => {
    const owner = await asUser(stack, 'owner');
    const inDays = (days: number) => new Date(stack.clock.now().getTime() + days * 86_400_000).toISOString();
    const rotated = async (body: object) => {
      const key = { name: 'Ends', expires_at: inDays(30) };
      const made = ApiKeyWithSecret.parse((await stack.request('POST', '/v1/api_keys', { ...owner, body: key })).body);
      stack.clock.advance(60_000);
      const answer = await stack.request('POST', `/v1/api_keys/${made.id}/rotate`, { ...owner, body });
      return ApiKeyWithSecret.parse(answer.body).expires_at;
    };
    const successorEnds = Date.parse((await rotated({})) ?? '');
    expect(Math.abs(successorEnds - Date.parse(inDays(30)))).toBeLessThan(5_000);
    const told = inDays(7);
    expect(await rotated({ expires_at: told })).toBe(told);
    expect(await rotated({ expires_at: null })).toBeNull();
    const past = { ...owner, body: { expires_at: inDays(-1) } };
    const endless = ApiKeyWithSecret.parse(
      (await stack.request('POST', '/v1/api_keys', { ...owner, body: { name: 'Endless' } })).body,
    );
    expect(await stack.request('POST', `/v1/api_keys/${endless.id}/rotate`, past)).toMatchObject({
      status: 422,
      body: { error: { code: 'expires_at_invalid', param: 'expires_at' } },
    });
    const successor = await stack.request('POST', `/v1/api_keys/${endless.id}/rotate`, owner);
    expect(successor.body).toMatchObject({ expires_at: null });
  });

  it('work only from the addresses that they allow', async () => {
    const owner = await asUser(stack, 'owner');
    const body = { name: 'Office', ip_allow_list: ['203.0.113.0/24'] };
    const made = ApiKeyWithSecret.parse((await stack.request('POST', '/v1/api_keys', { ...owner, body })).body);
    const ask = (headers: Record<string, string> = {}) =>
      stack.request('GET', '/v1/payments', { token: made.secret, headers });
    expect(await ask()).toMatchObject({ status: 403, body: error('permission_denied', 'ip_not_allowed') });
    // Nobody's proxy is trusted here, so that the header is a stranger's word.
    expect((await ask({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
    const change = { ip_allow_list: ['203.0.113.0/24', '127.0.0.1'] };
    await stack.request('POST', `/v1/api_keys/${made.id}`, { ...owner, body: change });
    stack.clock.advance(500);
    expect((await ask()).status).toBe(200);
  });

  it('end when they were told to, live and test apart', async () => {
    const owner = await asUser(stack, 'owner');
    const expiresAt = new Date(stack.clock.now().getTime() + 60_000).toISOString();
    const body = { name: 'Short', expires_at: expiresAt };
    const live = { ...owner.headers, 'fieldfare-mode': 'live' };
    const made = ApiKeyWithSecret.parse(
      (await stack.request('POST', '/v1/api_keys', { ...owner, headers: live, body })).body,
    );
    expect(made).toMatchObject({ mode: 'live', expires_at: expiresAt, secret: expect.stringMatching(/^sk_live_/) });
    expect((await stack.request('GET', `/v1/api_keys`, owner)).body).not.toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ id: made.id })]),
    });
    // Its successor lives on; a rotation gives the key itself no more time.
    const rotated = { ...owner, headers: live, body: { overlap_seconds: 3_600 } };
    expect((await stack.request('POST', `/v1/api_keys/${made.id}/rotate`, rotated)).status).toBe(201);
    expect((await stack.request('GET', '/v1/payments', { token: made.secret })).status).toBe(200);
    stack.clock.advance(60_000);
    expect(await stack.request('GET', '/v1/payments', { token: made.secret })).toMatchObject({
      status: 401,
      body: error('authentication_error', 'key_expired'),
    });
  });

  it.each([
    [{ scopes: ['everything'] }, 'parameter_invalid', 'scopes.0'],
    [{ scopes: [] }, 'parameter_invalid', 'scopes'],
    [{ scopes: ['api_keys:write'] }, 'parameter_invalid', 'scopes.0'],
    [{ ip_allow_list: ['203.0.113.0/33'] }, 'parameter_invalid', 'ip_allow_list.0'],
    [{ type: 'publishable', scopes: ['payments:read'] }, 'secret_key_required', 'scopes'],
    [{ type: 'publishable', ip_allow_list: ['203.0.113.1'] }, 'secret_key_required', 'ip_allow_list'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at_invalid', 'expires_at'],
  ])('are not made with %j', async (change, code, param) => {
    const owner = await asUser(stack, 'owner');
    expect(await stack.request('POST', '/v1/api_keys', { ...owner, body: { name: 'No', ...change } })).toMatchObject({
      status: 422,
      body: error('validation_error', code, param),
    });
  });

  it('are revoked by everybody who revokes them at once, and rotated by one of them', async () => {
    const owner = await asUser(stack, 'owner');
    const ask = (path: string, body: object = {}) => stack.request('POST', `/v1/api_keys${path}`, { ...owner, body });
    const make = async () => ApiKeyWithSecret.parse((await ask('', { name: 'Wanted by many' })).body).id;
    const atOnce = async (path: string) => Promise.all([1, 2, 3, 4].map(() => ask(path)));
    const revoked = await atOnce(`/${await make()}/revoke`);
    expect(revoked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(revoked.map(({ body }) => (body as ApiKey).revoked_at)).size).toBe(1);
    const rotated = await atOnce(`/${await make()}/rotate`);
    expect(rotated.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([201, 409, 409, 409]);
    for (const { body } of rotated.filter(({ status }) => status === 409))
      expect(body).toMatchObject({ error: { code: 'api_key_rotated' } });
    const id = await make();
    const mixed = await Promise.all([ask(`/${id}/revoke`), ask(`/${id}`, { name: 'New' }), ask(`/${id}/rotate`)]);
    for (const { status } of mixed) expect([200, 201, 409]).toContain(status);
  });

  it('are nothing that a key may make', async () => {
    expect(await stack.request('POST', '/v1/api_keys', { body: { name: 'Child' } })).toMatchObject({
      status: 403,
      body: error('permission_denied', 'missing_permission'),
    });
  });
});

describe('the console session', () => {
  it('opens with a password, refreshes, tells who it is and ends', async () => {
    const signedIn = await stack.signIn('owner');
    expect(signedIn.user).toMatchObject({
      email: stack.merchant.email('owner'),
      merchants: [{ id: stack.merchant.id, role: 'owner' }],
    });
    const token = signedIn.token;
    const me = (await stack.request('GET', '/v1/console/me', { token })).body as SignedInUser;
    expect(me).toEqual(signedIn.user);
    const body = { refresh_token: signedIn.refresh_token };
    const refreshed = await stack.request('POST', '/v1/console/refresh', { token: null, body });
    expect(refreshed).toMatchObject({ status: 200, body: { object: 'console_token', user: me } });
    expect((await stack.request('POST', '/v1/console/sign_out', { token })).status).toBe(204);
    expect(await stack.request('GET', '/v1/console/me', { token })).toMatchObject({
      status: 401,
      body: error('authentication_error', 'session_ended'),
    });
    expect((await stack.request('POST', '/v1/console/refresh', { token: null, body })).status).toBe(401);
  });

  it('refuses a wrong password and an unknown person alike, and slows down who guesses', async () => {
    const attempt = (email: string, password: string) =>
      stack.request('POST', '/v1/console/sign_in', { token: null, body: { email, password } });
    const wrong = await attempt(stranger.email('owner'), 'wrong');
    const unknown = await attempt('nobody@nowhere.test', PASSWORD);
    for (const answer of [wrong, unknown]) {
      expect(answer).toMatchObject({ status: 401, body: error('authentication_error', 'invalid_credentials') });
    }
    for (let tries = 0; tries < 9; tries++) await attempt(stranger.email('owner'), `guess ${tries}`);
    const limited = await attempt(stranger.email('owner'), PASSWORD);
    expect(limited).toMatchObject({ status: 429, body: error('rate_limited', 'too_many_attempts') });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await stack.signIn('viewer', stranger)).token).toBeDefined();
  });
});
