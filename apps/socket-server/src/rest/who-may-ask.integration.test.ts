import { RestError } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pay } from '../testing/pay.ts';
import { asUser } from '../testing/as-user.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../testing/test-merchant.ts';
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

describe('who may ask', () => {
  it.each([
    ['nobody', null, 'auth_required'],
    ['garbage', 'garbage', 'invalid_token'],
    ['a key whose checksum does not fit', `sk_test_${'a'.repeat(40)}`, 'api_key_malformed'],
  ])('%s is refused with 401', async (_, token, code) => {
    const answer = await stack.request('GET', '/v1/payments', { token });
    expect(answer).toMatchObject({ status: 401, body: error('authentication_error', code) });
    expect(RestError.safeParse(answer.body).success).toBe(true);
  });

  it('a secret key that a browser sends works not at all', async () => {
    const headers = { origin: SHOP_ORIGIN };
    const answer = await stack.request('POST', '/v1/sessions', { body: newSession, headers });
    expect(answer).toMatchObject({ status: 403, body: error('permission_denied', 'secret_key_in_browser') });
  });

  it('a publishable key creates sessions from an allowed origin, plain ones, and does nothing else', async () => {
    const token = stack.merchant.publishable;
    const ask = (origin: string | undefined, body: object) =>
      stack.request('POST', '/v1/sessions', { token, body, ...(origin ? { headers: { origin } } : {}) });
    const allowed = await ask(SHOP_ORIGIN, newSession);
    expect(allowed).toMatchObject({ status: 201, body: { status: 'open' } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(SHOP_ORIGIN);
    const evil = await ask('https://evil.example', newSession);
    expect(evil).toMatchObject({ status: 403, body: error('permission_denied', 'origin_mismatch') });
    expect(evil.headers.get('access-control-allow-origin')).toBeNull();
    const invalid = await ask(SHOP_ORIGIN, {});
    expect([invalid.status, invalid.headers.get('access-control-allow-origin')]).toEqual([422, SHOP_ORIGIN]);
    expect(await ask(undefined, newSession)).toMatchObject({
      status: 403,
      body: error('permission_denied', 'origin_mismatch'),
    });
    for (const change of [{ page_may: ['confirm'] }, { capture: 'automatic' }]) {
      const refused = await ask(SHOP_ORIGIN, { ...newSession, ...change });
      expect(refused).toMatchObject({ status: 403, body: error('permission_denied', 'secret_key_required') });
    }
    const list = await stack.request('GET', '/v1/payments', { token });
    expect(list).toMatchObject({ status: 403, body: error('permission_denied', 'missing_permission') });
  });

  it('a console token names its merchant and mode', async () => {
    const { token } = await stack.signIn('owner');
    expect(await stack.request('GET', '/v1/payments', { token })).toMatchObject({
      status: 400,
      body: error('invalid_request', 'merchant_required'),
    });
  });

  it('a viewer looks and may do nothing', async () => {
    const viewer = await asUser(stack, 'viewer');
    const payment = await pay(stack);
    expect((await stack.request('GET', '/v1/payments', viewer)).status).toBe(200);
    expect((await stack.request('GET', `/v1/payments/${payment.id}/events`, viewer)).status).toBe(200);
    const verbs = [
      ['POST', `/v1/payments/${payment.id}/confirm`],
      ['POST', `/v1/payments/${payment.id}/cancel`],
      ['POST', `/v1/payments/${payment.id}/refunds`],
      ['GET', '/v1/api_keys'],
      ['POST', `/v1/api_keys/${stack.merchant.keyId}/revoke`],
      ['POST', `/v1/sessions/${payment.id}/expire`],
    ] as const;
    for (const [method, path] of verbs) {
      const answer = await stack.request(method, path, viewer);
      expect(answer, path).toMatchObject({ status: 403, body: error('permission_denied', 'missing_permission') });
    }
    expect((await stack.request('GET', `/v1/payments/${payment.id}`)).body).toMatchObject({ status: 'authorized' });
  });

  it("somebody else's answers exactly like what does not exist", async () => {
    const payment = await pay(stack);
    const missing = `pay_${'0'.repeat(26)}`;
    const bodyOf = async (id: string, verb = '') => {
      const answer = await stack.request(verb ? 'POST' : 'GET', `/v1/payments/${id}${verb}`, {
        token: stranger.secret,
      });
      const { error: refusal } = answer.body as RestError;
      return { status: answer.status, ...refusal, request_id: '' };
    };
    for (const verb of ['', '/confirm', '/cancel', '/refunds']) {
      expect(await bodyOf(payment.id, verb)).toEqual(await bodyOf(missing, verb));
    }
    const visiting = {
      ...(await asUser(stack, 'owner')),
      headers: { 'fieldfare-merchant': stranger.id, 'fieldfare-mode': 'test' },
    };
    expect((await stack.request('GET', '/v1/payments', visiting)).status).toBe(403);
  });

  it('a live request sees no test payment', async () => {
    const payment = await pay(stack);
    const owner = await asUser(stack, 'owner');
    const live = { ...owner, headers: { ...owner.headers, 'fieldfare-mode': 'live' } };
    expect((await stack.request('GET', `/v1/payments/${payment.id}`, live)).status).toBe(404);
    expect((await stack.request('GET', `/v1/payments/${payment.id}`, owner)).status).toBe(200);
  });
});
