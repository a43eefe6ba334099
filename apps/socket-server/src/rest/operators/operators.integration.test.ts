import { createInstallation } from '@fieldfare/db';
import type { AuditLog, MerchantEntryList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { connectConsole } from '../../testing/console-client.ts';
import { signInOperator } from '../../testing/operator.ts';
import { pay } from '../../testing/pay.ts';
import { createShopper } from '../../testing/shopper.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  await stack.close();
});

const operator = async () => {
  const { token, user } = await signInOperator(stack);
  return { token, user, headers: { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' } };
};
const looksOf = async (subject: string) => {
  const owner = await asUser(stack, 'owner');
  const path = `/v1/audit_log?action=operator.*&subject=${encodeURIComponent(subject)}`;
  return ((await stack.request('GET', path, owner)).body as AuditLog).data;
};

describe('an operator who is no member of a merchant', () => {
  it('[OP1] finds every merchant by name or id; nobody else does', async () => {
    const { token } = await operator();
    const other = await createTestMerchant(stack.composed, 'Zebra 100% Foods');
    const find = async (search: string) =>
      (
        (await stack.request('GET', `/v1/merchants?search=${encodeURIComponent(search)}`, { token }))
          .body as MerchantEntryList
      ).data;
    expect((await find('zebra')).map(({ id }) => id)).toEqual([other.id]);
    expect((await find(other.id)).map(({ name }) => name)).toEqual(['Zebra 100% Foods']);
    expect((await find('100%')).map(({ id }) => id)).toEqual([other.id]);
    expect(await find('nobody')).toEqual([]);
    const shopper = await createShopper(stack, 'ada@shopper.test');
    for (const as of [(await asUser(stack, 'owner')).token, shopper.token])
      expect((await stack.request('GET', '/v1/merchants', { token: as })).status).toBe(403);
  });

  it('[OP1] [OP2] looks at its payments, each look in the merchant’s audit log', async () => {
    const as = await operator();
    const { id } = await pay(stack);
    for (let again = 0; again < 3; again++)
      expect(await stack.request('GET', `/v1/payments/${id}`, as)).toMatchObject({ status: 200, body: { id } });
    const actor = { type: 'user', id: as.user.id, name: as.user.email };
    expect(await looksOf(id)).toMatchObject([{ action: 'operator.read', subject: id, actor }]);
    expect((await stack.request('GET', '/v1/payments', as)).status).toBe(200);
    expect(await looksOf('/v1/payments')).toHaveLength(1);
    stack.clock.advance(10 * 60_000);
    await stack.request('GET', `/v1/payments/${id}`, await operator());
    expect(await looksOf(id)).toHaveLength(2);
  });

  it('[OP2] is shown nothing that could not be noted', async () => {
    const as = await operator();
    const { deps } = stack.composed;
    const visit = deps.auditLog.visit.bind(deps.auditLog);
    const { id } = await pay(stack);
    deps.auditLog.visit = () => Promise.reject(new Error('the log is full'));
    try {
      const answer = await stack.request('GET', `/v1/payments/${id}`, as);
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer.body)).not.toContain(id);
    } finally {
      deps.auditLog.visit = visit;
    }
  });

  it('[OP1] [OP2] hears its rooms, each in the merchant’s audit log', async () => {
    const { token } = await operator();
    const socket = await connectConsole(stack.url, token, stack.settings.origins.web);
    const { id } = await pay(stack);
    const rooms = [`merchant:${stack.merchant.id}:payments`, `payment:${id}`, 'role:ADMIN'];
    for (const room of rooms) expect(await socket.send('subscribe', { room })).toMatchObject({ type: 'subscribed' });
    await stack.request('POST', `/v1/payments/${id}/confirm`, { body: {} });
    await socket.heard('payment:updated', ({ payload }) => payload.status === 'captured');
    for (const room of rooms.slice(0, 2))
      expect(await looksOf(room)).toMatchObject([{ action: 'operator.listen', subject: room }]);
    socket.close();
  });

  it('[OP3] moves no money, changes nothing and sees no keys, until made a member', async () => {
    const as = await operator();
    const { id } = await pay(stack);
    for (const [method, path] of [
      ['POST', `/v1/payments/${id}/confirm`],
      ['POST', `/v1/payments/${id}/cancel`],
      ['POST', `/v1/payments/${id}/refunds`],
      ['POST', '/v1/team'],
      ['PATCH', '/v1/profile'],
      ['POST', '/v1/customers'],
      ['GET', '/v1/api_keys'],
      ['POST', '/v1/api_keys'],
    ] as const) {
      const body = method === 'GET' ? {} : { body: sampleOf(path) };
      expect((await stack.request(method, path, { ...as, ...body })).status, path).toBe(403);
    }
    await createInstallation(stack.composed.database).setMembership(as.user.id, stack.merchant.id, 'finance');
    stack.clock.advance(1_000);
    expect((await stack.request('POST', `/v1/payments/${id}/confirm`, { ...as, body: {} })).status).toBe(200);
    // A member's looks are no visits.
    expect(await looksOf(id)).toEqual([]);
    await stack.composed.database.pool.query('DELETE FROM memberships WHERE user_id = $1', [as.user.id]);
    stack.clock.advance(1_000);
  });
});

describe('the audit log', () => {
  it('[OP2] is read by owners, never by viewers or keys, and holds one merchant’s rows alone', async () => {
    const other = await createTestMerchant(stack.composed, 'Other');
    const owner = await asUser(stack, 'owner', other);
    const { data } = (await stack.request('GET', '/v1/audit_log', owner)).body as AuditLog;
    expect(data.map(({ action }) => action)).toContain('merchant.create');
    const mine = (await stack.request('GET', '/v1/audit_log?limit=2', await asUser(stack, 'owner'))).body as AuditLog;
    expect([mine.data.length, mine.has_more]).toEqual([2, true]);
    const [first, second] = mine.data;
    const next = await stack.request(
      'GET',
      `/v1/audit_log?limit=1&starting_after=${first?.id}`,
      await asUser(stack, 'owner'),
    );
    expect((next.body as AuditLog).data).toEqual([second]);
    expect(data.some(({ id }) => mine.data.some((one) => one.id === id))).toBe(false);
    const of = async (query: string) =>
      ((await stack.request('GET', `/v1/audit_log?${query}`, owner)).body as AuditLog).data;
    const made = data.find(({ action }) => action === 'merchant.create');
    const hour = (hours: number) => new Date(Date.parse(made?.created_at ?? '') + hours * 3_600_000).toISOString();
    expect(await of(`action=merchant.create&created_from=${hour(-1)}&created_to=${hour(1)}`)).toEqual([made]);
    expect(await of(`action=merchant.create&created_from=${hour(1)}`)).toEqual([]);
    expect(await of('actor=usr_nobody')).toEqual([]);
    expect((await stack.request('GET', '/v1/audit_log', await asUser(stack, 'viewer'))).status).toBe(403);
    expect((await stack.request('GET', '/v1/audit_log')).status).toBe(403);
  });
});

function sampleOf(path: string): object {
  if (path === '/v1/team') return { email: 'x@team.test', name: 'X', role: 'viewer' };
  if (path === '/v1/api_keys') return { name: 'x', type: 'secret' };
  return {};
}
