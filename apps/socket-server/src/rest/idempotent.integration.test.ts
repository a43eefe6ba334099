import { ApiKeyWithSecret } from '@fieldfare/protocol';
import type { Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pay } from '../testing/pay.ts';
import { asUser } from '../testing/as-user.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestResponse, TestStack } from '../testing/start-test-stack.ts';
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

describe('an Idempotency-Key', () => {
  const keyed = (
    key: string,
    method: string,
    path: string,
    body?: object,
    token = stack.merchant.secret,
  ): Promise<TestResponse> =>
    stack.request(method, path, { token, headers: { 'idempotency-key': key }, ...(body ? { body } : {}) });

  it('answers a repetition with the first answer, and another body with 409', async () => {
    const { id } = await pay(stack);
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    const refund = () => keyed('refund-1', 'POST', `/v1/payments/${id}/refunds`, { amount_minor: 100 });
    const first = await refund();
    const again = await refund();
    expect(first).toMatchObject({ status: 201, body: { object: 'refund', amount_minor: 100 } });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await keyed('refund-1', 'POST', `/v1/payments/${id}/refunds`, { amount_minor: 200 })).toMatchObject({
      status: 409,
      body: error('conflict', 'idempotency_key_reused'),
    });
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({ refunded_minor: 100 });
  });

  it('lets exactly one of many at once through', async () => {
    const { id } = await pay(stack);
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    const refunds = await Promise.all(
      Array.from({ length: 8 }, () => keyed('refund-2', 'POST', `/v1/payments/${id}/refunds`, { amount_minor: 100 })),
    );
    for (const { status } of refunds) expect([201, 409]).toContain(status);
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({ refunded_minor: 100 });
  });

  it('guards the money even when its own row was lost', async () => {
    const { id } = await pay(stack);
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    const refund = () => keyed('refund-3', 'POST', `/v1/payments/${id}/refunds`, { amount_minor: 100 });
    const first = await refund();
    await stack.composed.database.pool.query("DELETE FROM idempotency_keys WHERE key = 'refund-3'");
    expect(await refund()).toMatchObject({ status: 201, body: first.body });
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({ refunded_minor: 100 });
  });

  it('belongs to one merchant and path', async () => {
    const create = (token: string) => keyed('same-key', 'POST', '/v1/sessions', newSession, token);
    const [mine, theirs] = [await create(stack.merchant.secret), await create(stranger.secret)];
    expect((mine.body as Session).id).not.toBe((theirs.body as Session).id);
  });

  it('keeps no refusal of the request itself', async () => {
    expect((await keyed('mended', 'POST', '/v1/sessions', { ...newSession, amount_minor: 0 })).status).toBe(422);
    expect((await keyed('mended', 'POST', '/v1/sessions', newSession)).status).toBe(201);
  });

  it('answers the same session with a fresh token, and keeps neither token nor key', async () => {
    const [first, again] = [
      await keyed('session-1', 'POST', '/v1/sessions', newSession),
      await keyed('session-1', 'POST', '/v1/sessions', newSession),
    ];
    const { pt_token: one, ...session } = first.body as Session;
    const { pt_token: two, ...same } = again.body as Session;
    expect(same).toEqual(session);
    expect(two).not.toBe(one);
    (await stack.connect({ pt_token: two })).close();

    const owner = await asUser(stack, 'owner');
    const makeKey = () =>
      stack.request('POST', '/v1/api_keys', {
        ...owner,
        headers: { ...owner.headers, 'idempotency-key': 'key-1' },
        body: { name: 'Once' },
      });
    const key = ApiKeyWithSecret.parse((await makeKey()).body);
    expect(await makeKey()).toMatchObject({ status: 409, body: error('conflict', 'secret_shown_once') });
    const { rows } = await stack.composed.database.pool.query(
      'SELECT response_body::text AS body FROM idempotency_keys',
    );
    const kept = rows.map((row: { body: string }) => row.body).join('\n');
    expect(kept).toContain(key.id);
    expect(kept).toContain(session.id);
    for (const secret of [one, two, key.secret]) expect(kept).not.toContain(secret);
  });
});
