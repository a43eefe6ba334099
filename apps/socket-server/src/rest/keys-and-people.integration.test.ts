import { ApiKeyWithSecret } from '@fieldfare/protocol';
import type { ApiKeyList, SignedInUser } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD } from '../testing/test-merchant.ts';
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
