import { Profile } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const patch = async (body: object, role: 'owner' | 'viewer' = 'owner') =>
  stack.request('PATCH', '/v1/profile', { ...(await asUser(stack, role)), body });

describe('the payment profile', () => {
  it('is shown to keys and people, and changed by what is sent alone, with an audit row', async () => {
    const before = Profile.parse((await stack.request('GET', '/v1/profile')).body);
    expect(before).toMatchObject({ merchant: stack.merchant.id, allowed_origins: [SHOP_ORIGIN], fee_bps: 290 });
    const answer = await patch({ fee_bps: 310, mcc: '5812', denied_countries: ['KP'] });
    const after = Profile.parse(answer.body);
    expect(after).toEqual({
      ...before,
      fee_bps: 310,
      mcc: '5812',
      denied_countries: ['KP'],
      updated_at: after.updated_at,
    });
    expect((await stack.request('GET', '/v1/profile')).body).toEqual(after);
    const { rows } = await stack.composed.database.pool.query(
      "SELECT actor->>'name' AS name, body FROM audit_log WHERE action = 'profile.update' AND subject = $1",
      [stack.merchant.id],
    );
    expect(rows).toEqual([
      { name: stack.merchant.email('owner'), body: { fee_bps: 310, mcc: '5812', denied_countries: ['KP'] } },
    ]);
  });

  it('opens new origins and closes old ones at once', async () => {
    const open = (origin: string) =>
      stack.request('POST', '/v1/sessions', { body: { amount_minor: 4900, currency: 'USD', origin } });
    const owner = await asUser(stack, 'owner');
    const changeOrigins = (...origins: string[]) =>
      stack.request('PATCH', '/v1/profile', { ...owner, body: { allowed_origins: origins } });
    // Known from then on, for half a second.
    expect((await open(SHOP_ORIGIN)).status).toBe(201);
    await changeOrigins('https://new.example');
    expect((await open('https://new.example')).status).toBe(201);
    expect(await open(SHOP_ORIGIN)).toMatchObject({ status: 422, body: { error: { code: 'origin_not_allowed' } } });
    await changeOrigins(SHOP_ORIGIN);
    expect((await open(SHOP_ORIGIN)).status).toBe(201);
  });

  it('asks for approvals, and charges, by a rule that was changed a moment ago', async () => {
    const owner = await asUser(stack, 'owner');
    const change = (body: object) => stack.request('PATCH', '/v1/profile', { ...owner, body });
    await change({ denied_countries: [] });
    const payment = await pay(stack);
    const rules = { confirm_above_minor: null, refund_above_minor: null, expire_after_minutes: 60 };
    await change({ approvals: { ...rules, confirm_above_minor: 100 } });
    expect(await stack.request('POST', `/v1/payments/${payment.id}/confirm`, { body: {} })).toMatchObject({
      body: { object: 'approval', status: 'pending' },
    });
    await stack.createSession();
    await change({ approvals: rules, fee_mode: 'service_fee' });
    expect(await stack.createSession()).toMatchObject({ fee_mode: 'service_fee' });
  });

  it('is changed by owners, not by viewers or keys', async () => {
    expect(await patch({ fee_bps: 0 }, 'viewer')).toMatchObject({ status: 403 });
    expect(await stack.request('PATCH', '/v1/profile', { body: { fee_bps: 0 } })).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_permission' } },
    });
    expect((await stack.request('GET', '/v1/profile', { token: stack.merchant.publishable })).status).toBe(403);
  });

  it.each([
    ['an origin with a path', { allowed_origins: ['https://shop.example/pay'] }],
    ['an origin that is a wildcard', { allowed_origins: ['https://*.example.com'] }],
    ['a descriptor that no statement shows', { statement_descriptor: '<b>' }],
    ['a country that is none', { allowed_countries: ['usa'] }],
    ['a share above all of it', { fee_bps: 10_001 }],
    ['a smallest amount above the largest', { min_amount_minor: 5_000, max_amount_minor: 100 }],
    ['no method at all', { methods: [] }],
    ['what it does not know', { colour: 'red' }],
  ])('refuses %s', async (_, body) => {
    expect((await patch(body)).status).toBe(422);
  });
});
