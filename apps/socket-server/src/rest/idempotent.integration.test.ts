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

  it('that the server sent answers no page that guesses it and sends the same with a publishable key', async () => {
    const body = { ...newSession, capture: 'automatic', page_may: ['confirm'] };
    const made = await keyed('order-1042', 'POST', '/v1/sessions', body);
    expect(made).toMatchObject({ status: 201, body: { pt_token: expect.any(String) } });
    const headers = { 'idempotency-key': 'order-1042', origin: SHOP_ORIGIN };
    const guessed = { token: stack.merchant.publishable, headers };
    expect(await stack.request('POST', '/v1/sessions', { ...guessed, body })).toMatchObject({
      status: 403,
      body: error('permission_denied', 'secret_key_required'),
    });
    // A page's own repetition is answered as ever.
    const page = { token: stack.merchant.publishable, headers: { ...headers, 'idempotency-key': 'cart-7' } };
    const own = (await stack.request('POST', '/v1/sessions', { ...page, body: newSession })).body as Session;
    expect((await stack.request('POST', '/v1/sessions', { ...page, body: newSession })).body).toMatchObject({
      id: own.id,
    });
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

  it('belongs to one merchant, mode, method and path', async () => {
    const create = (token: string) => keyed('same-key', 'POST', '/v1/sessions', newSession, token);
    const [mine, theirs] = [await create(stack.merchant.secret), await create(stranger.secret)];
    expect((mine.body as Session).id).not.toBe((theirs.body as Session).id);

    const owner = await asUser(stack, 'owner');
    const inLive = { ...owner, headers: { ...owner.headers, 'fieldfare-mode': 'live' } };
    const made = await stack.request('POST', '/v1/api_keys', { ...inLive, body: { name: 'Live' } });
    const { secret } = ApiKeyWithSecret.parse(made.body);
    const ada = (token: string) => keyed('same-key', 'POST', '/v1/customers', { name: 'Ada' }, token);
    expect((await ada(stack.merchant.secret)).body).toMatchObject({ mode: 'test' });
    expect((await ada(secret)).body).toMatchObject({ mode: 'live' });

    const [one, two] = [await pay(stack), await pay(stack)];
    for (const { id } of [one, two])
      expect((await keyed('same-key', 'POST', `/v1/payments/${id}/confirm`, {})).body).toMatchObject({ id });

    const endpoint = await stack.request('POST', '/v1/webhook_endpoints', { body: { url: 'https://shop.example/' } });
    const path = `/v1/webhook_endpoints/${(endpoint.body as { id: string }).id}`;
    expect((await keyed('same-key', 'POST', path, {})).body).toMatchObject({ status: 'enabled' });
    expect((await keyed('same-key', 'DELETE', path)).body).toMatchObject({ deleted: true });
  });

  it('knows the same body in another order', async () => {
    const create = (metadata: object) => keyed('ordered', 'POST', '/v1/sessions', { ...newSession, metadata });
    const [first, again] = [await create({ cart: '9', team: 'blue' }), await create({ team: 'blue', cart: '9' })];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect((again.body as Session).id).toBe((first.body as Session).id);
  });

  it('answers a session by a token of the generation that it was about, which a later one has closed', async () => {
    const create = async () => (await keyed('before-reload', 'POST', '/v1/sessions', newSession)).body as Session;
    const { id } = await create();
    await stack.request('POST', `/v1/sessions/${id}/token`);
    const replayed = await create();
    expect(replayed).toMatchObject({ id, generation: 1 });
    const client = await stack.connect({ pt_token: replayed.pt_token });
    expect(await client.host()).toMatchObject({ type: 'error', detail: 'session_closed' });
    client.close();
  });

  it('answers a final refusal again, and asks again where another answer is possible', async () => {
    const { id } = await pay(stack);
    const confirm = (key: string, body: object = {}) => keyed(key, 'POST', `/v1/payments/${id}/confirm`, body);
    const refused = await confirm('confirm-1', { expected_version: 1 });
    expect(refused).toMatchObject({ status: 409, body: error('conflict', 'payment_changed') });
    const again = await confirm('confirm-1', { expected_version: 1 });
    expect(again).toMatchObject({ status: 409, body: error('conflict', 'payment_changed') });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('request-id')).not.toBe(refused.headers.get('request-id'));

    const is = (status: string) =>
      stack.composed.database.pool.query('UPDATE payments SET status = $2 WHERE id = $1', [id, status]);
    await is('unknown');
    const early = await confirm('confirm-2');
    expect(early).toMatchObject({ status: 409, body: error('conflict', 'payment_status_conflict') });
    await is('authorized');
    expect(await confirm('confirm-2')).toMatchObject({ status: 200, body: { status: 'captured' } });
    expect((await confirm('confirm-2')).headers.get('idempotent-replayed')).toBe('true');
    expect((await confirm('confirm-3')).status).toBe(409);
  });

  it('lets what was deleted be deleted again, whose answer was lost', async () => {
    const { body } = await stack.request('POST', '/v1/webhook_endpoints', { body: { url: 'https://shop.example/' } });
    const { id } = body as { id: string };
    const [first, again] = [
      await keyed('delete-1', 'DELETE', `/v1/webhook_endpoints/${id}`),
      await keyed('delete-1', 'DELETE', `/v1/webhook_endpoints/${id}`),
    ];
    expect(first).toMatchObject({ status: 200, body: { id, deleted: true } });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await keyed('delete-2', 'DELETE', `/v1/webhook_endpoints/${id}`)).status).toBe(404);
  });

  it('left in flight by a server that was killed is resolved by the payment that it moved', async () => {
    const { id } = await pay(stack);
    const path = `/v1/payments/${id}/confirm`;
    const first = await keyed('killed', 'POST', path, {});
    const asKilled = (key: string) =>
      stack.composed.database.pool.query(
        'UPDATE idempotency_keys SET status_code = NULL, response_body = NULL, finished_at = NULL WHERE key = $1',
        [key],
      );
    await asKilled('killed');
    const early = await keyed('killed', 'POST', path, {});
    expect(early).toMatchObject({ status: 409, body: error('conflict', 'idempotency_key_in_use') });
    expect(early.headers.get('retry-after')).toBe('1');
    expect(await keyed('killed', 'POST', path, { amount_minor: 1 })).toMatchObject({
      body: error('conflict', 'idempotency_key_reused'),
    });
    stack.clock.advance(60_001);
    // Many come back at once: one of them takes the key over.
    const back = await Promise.all(Array.from({ length: 4 }, () => keyed('killed', 'POST', path, {})));
    const answered = back.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThan(0);
    for (const { status, body } of back) {
      expect([200, 409]).toContain(status);
      expect(status === 200 ? body : first.body).toEqual(first.body);
    }
    const { rows } = await stack.composed.database.pool.query(
      "SELECT count(*)::int AS captures FROM attempts WHERE payment_id = $1 AND type = 'capture'",
      [id],
    );
    expect(rows).toEqual([{ captures: 1 }]);
  });

  it('is kept for a day at least, and for as long as its payment is in doubt', async () => {
    const { id } = await pay(stack);
    const certain = await pay(stack);
    await keyed('in-doubt', 'POST', `/v1/payments/${id}/confirm`, {});
    await keyed('certain', 'POST', `/v1/payments/${certain.id}/confirm`, {});
    const { pool } = stack.composed.database;
    const doubt = { type: 'capture', state: 'unknown', attempt_id: 'att_x' };
    await pool.query('UPDATE payments SET pending_operation = $2::jsonb WHERE id = $1', [id, JSON.stringify(doubt)]);
    const kept = async () => {
      await stack.composed.deps.sweepExpired();
      const { rows } = await pool.query(
        "SELECT key FROM idempotency_keys WHERE key IN ('in-doubt', 'certain') ORDER BY 1",
      );
      return rows.map((row: { key: string }) => row.key);
    };
    stack.clock.advance(25 * 3_600_000);
    expect(await kept()).toEqual(['certain', 'in-doubt']);
    stack.clock.advance(24 * 3_600_000);
    expect(await kept()).toEqual(['in-doubt']);
    await pool.query('UPDATE payments SET pending_operation = NULL WHERE id = $1', [id]);
    expect(await kept()).toEqual([]);
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
