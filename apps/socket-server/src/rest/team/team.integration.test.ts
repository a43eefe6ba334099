import { cancelPayment, chargePaymentMethod, confirmPayment, refundPayment } from '@fieldfare/payments';
import { MerchantRole, newId, roleMay } from '@fieldfare/protocol';
import type { TeamMember, TeamMemberList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { connectConsole } from '../../testing/console-client.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { inviteToTeam, joinTeam } from '../../testing/team.ts';
import type { As } from '../../testing/team.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';
import { PASSWORD } from '../../testing/test-merchant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  await stack.close();
});

const invite = (as: As, email: string, role: string) => inviteToTeam(stack, as, email, role);
const accept = (invitation: string) => joinTeam(stack, invitation);
const post = (as: As, path: string, body: object = {}) => stack.request('POST', path, { ...as, body });
const members = async (as: As) => ((await stack.request('GET', '/v1/team', as)).body as TeamMemberList).data;
const idOf = async (as: As, role: string) => (await members(as)).find((member) => member.role === role)?.id ?? '';
const add = async (as: As, email: string, role: string): Promise<TeamMember> => {
  expect((await accept(await invite(as, email, role))).status).toBe(200);
  const member = (await members(as)).find((one) => one.email === email);
  if (!member) throw new Error(`${email} is no member`);
  return member;
};
const signInAs = async (email: string) => {
  const body = { email, password: PASSWORD };
  const { token } = (await stack.request('POST', '/v1/console/sign_in', { token: null, body })).body as {
    token: string;
  };
  return { token, headers: { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' } };
};

describe('the team', () => {
  it('is read by every member and changed by who may', async () => {
    const [owner, viewer] = [await asUser(stack, 'owner'), await asUser(stack, 'viewer')];
    const added = await add(owner, 'support@team.test', 'support');
    expect(await members(viewer)).toContainEqual(added);
    expect(await post(viewer, '/v1/team', { email: 'x@team.test', name: 'X', role: 'viewer' })).toMatchObject({
      status: 403,
    });
    expect(await post(viewer, `/v1/team/${added.id}/remove`)).toMatchObject({ status: 403 });
    expect(await stack.request('GET', '/v1/team')).toMatchObject({ status: 403 });
  });

  it('keeps an owner, whom only owners make, and nobody changes himself', async () => {
    const owner = await asUser(stack, 'owner');
    const mine = await idOf(owner, 'owner');
    await add(owner, 'admin@team.test', 'admin');
    const admin = await signInAs('admin@team.test');
    expect(await post(admin, `/v1/team/${mine}`, { role: 'viewer' })).toMatchObject({
      status: 403,
      body: { error: { code: 'owner_required' } },
    });
    expect(await post(owner, `/v1/team/${mine}`, { role: 'viewer' })).toMatchObject({
      status: 403,
      body: { error: { code: 'own_role' } },
    });
    const second = await add(owner, 'second@team.test', 'owner');
    const successor = await signInAs('second@team.test');
    expect(await post(successor, `/v1/team/${mine}/remove`)).toMatchObject({ status: 200 });
    const verdict = await stack.composed.deps.team.remove(second.id, {
      merchantId: stack.merchant.id,
      actor: { type: 'system', id: null, name: 'Test' },
      requestId: 'req_test',
      at: stack.clock.now(),
    });
    expect(verdict).toEqual({ type: 'last_owner' });
    await add(successor, stack.merchant.email('owner'), 'owner');
  });

  it('[CN7] of now decides, whatever the token says: by REST and on open sockets, within a second', async () => {
    const owner = await asUser(stack, 'owner');
    const member = await add(owner, 'finance@team.test', 'finance');
    const finance = await signInAs('finance@team.test');
    const console = await connectConsole(stack.url, finance.token, stack.settings.origins.web);
    const room = `merchant:${stack.merchant.id}:payments`;
    expect(await console.send('subscribe', { room })).toMatchObject({ type: 'subscribed' });
    await console.send('subscribe', { room: `user:${member.id}` });
    await post(owner, `/v1/team/${member.id}`, { role: 'viewer' });
    expect(await console.heard('session:sync')).toMatchObject({ payload: { action: 'rights_changed' } });
    stack.clock.advance(1_000);
    expect(await post(finance, '/v1/payments/pay_none/confirm')).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_permission' } },
    });
    await post(owner, `/v1/team/${member.id}/remove`);
    stack.clock.advance(1_000);
    await expect
      .poll(async () => (await console.send('subscribe', { room }))['detail'], { timeout: 10_000 })
      .toBe('room_not_allowed');
    expect(await stack.request('GET', '/v1/payments', finance)).toMatchObject({ status: 403 });
    console.close();
  });
});

describe('whose right was taken a moment ago, while a server still takes them for what they were,', () => {
  const actions = [
    ['payment.authorize', 'payments:create'],
    ['payment.capture_started', 'payments:confirm'],
    ['payment.cancel_started', 'payments:cancel'],
    ['refund.started', 'payments:refund'],
    ['approval.approved', 'approvals:decide'],
    ['approval.denied', 'approvals:decide'],
  ] as const;
  const leaver = async (email: string, role: string) => {
    const owner = await asUser(stack, 'owner');
    const { id } = await add(owner, email, role);
    const actor = { type: 'user', id, name: email } as const;
    return { actor, owner, leave: () => post(owner, `/v1/team/${id}/remove`) };
  };
  const paid = async () => {
    const { id } = await pay(stack);
    const payment = await stack.composed.deps.payments.load(id);
    if (!payment) throw new Error(`there is no payment ${id}`);
    return payment;
  };
  const refused = { code: 'permission_denied', detail: 'missing_permission' };

  it('[CN7] confirms, cancels and refunds nothing', async () => {
    const { deps } = stack.composed;
    const { actor, leave } = await leaver('finance@team.test', 'finance');
    const [first, second, third] = [await paid(), await paid(), await paid()];
    const request = { actor, amountMinor: null, requestId: null };
    const captured = await confirmPayment(deps, first, request);
    expect(captured.status).toBe('captured');
    expect((await leave()).status).toBe(200);
    await expect(confirmPayment(deps, second, request)).rejects.toMatchObject(refused);
    await expect(cancelPayment(deps, third, request)).rejects.toMatchObject(refused);
    await expect(refundPayment(deps, captured, { ...request, reason: null })).rejects.toMatchObject(refused);
    for (const { id, status } of [captured, second, third])
      expect(await deps.payments.load(id)).toMatchObject({ status, pendingOperation: null, refundedMinor: 0 });
    const attempts = await stack.composed.database.pool.query(
      'SELECT type FROM attempts WHERE payment_id = ANY($1) ORDER BY type',
      [[first.id, second.id, third.id]],
    );
    expect(attempts.rows.map(({ type }) => type)).toEqual(['authorize', 'authorize', 'authorize', 'capture']);
  });

  it('[CN7] withdraws no challenge, which its shopper may then pass', async () => {
    const { deps } = stack.composed;
    const { actor, leave } = await leaver('support@left.test', 'support');
    const challenged = async () => {
      const opened = await stack.openHost();
      const { payment } = succeeded(await opened.client.pay(opened.hosted, cardOf(TEST_CARDS.challenged)));
      const kept = await deps.payments.load(payment.id);
      if (!kept) throw new Error('there is no payment');
      return { ...opened, kept, actionId: payment.action?.id };
    };
    const [first, second] = [await challenged(), await challenged()];
    const request = { actor, requestId: null };
    expect(await cancelPayment(deps, first.kept, request)).toMatchObject({ status: 'canceled' });
    expect((await leave()).status).toBe(200);
    await expect(cancelPayment(deps, second.kept, request)).rejects.toMatchObject(refused);
    expect(await deps.payments.load(second.kept.id)).toEqual(second.kept);
    const answer = await second.client.send('complete_action', {
      action_id: second.actionId ?? 'none',
      code: '123456',
    });
    expect(succeeded(answer).payment.status).toBe('authorized');
    first.client.close();
    second.client.close();
  });

  it('[CN7] charges no saved card', async () => {
    const { deps } = stack.composed;
    const { actor, leave } = await leaver('admin@left.test', 'admin');
    const { client, hosted } = await stack.openHost({ mode: 'setup', amount_minor: undefined });
    const saving = await client.prepareSaving(hosted, cardOf(TEST_CARDS.visa));
    const { payment_method: saved } = succeeded(await client.send('tokenize_payment_method', saving));
    client.close();
    const charge = (amountMinor: number) =>
      chargePaymentMethod(deps, {
        merchantId: stack.merchant.id,
        mode: 'test',
        actor,
        amountMinor,
        requestId: newId('request'),
        paymentMethodId: saved.id,
        customerId: null,
        currency: 'USD',
        capture: 'automatic',
        reference: null,
        isOffSession: true,
        metadata: {},
      });
    expect(await charge(1_100)).toMatchObject({ status: 'captured' });
    expect((await leave()).status).toBe(200);
    await expect(charge(1_200)).rejects.toMatchObject(refused);
    const { rows } = await stack.composed.database.pool.query(
      'SELECT amount_minor::int AS amount FROM payments WHERE payment_method_id = $1',
      [saved.id],
    );
    expect(rows).toEqual([{ amount: 1_100 }]);
  });

  it('[TM3] changes and removes nobody, and makes no owner', async () => {
    const { team } = stack.composed.deps;
    const { actor, owner, leave } = await leaver('late-admin@team.test', 'admin');
    const other = await add(owner, 'other@team.test', 'viewer');
    const change = { merchantId: stack.merchant.id, actor, requestId: 'req_late', at: stack.clock.now() };
    expect(await team.changeRole(other.id, 'support', change)).toMatchObject({ type: 'done' });
    expect(await team.changeRole(other.id, 'owner', change)).toEqual({ type: 'right_taken' });
    await leave();
    expect(await team.changeRole(other.id, 'admin', change)).toEqual({ type: 'right_taken' });
    expect(await team.remove(other.id, change)).toEqual({ type: 'right_taken' });
    expect((await members(owner)).find(({ id }) => id === other.id)?.role).toBe('support');
  });

  it.each(actions)(
    'the database lets the roles begin %s that the permission table does',
    async (action, permission) => {
      const { pool } = stack.composed.database;
      const { rows } = await pool.query<{ roles: string[] }>('SELECT roles_that_may($1) AS roles', [action]);
      const allowed = MerchantRole.options.filter((role) => roleMay(role, permission));
      expect(rows[0]?.roles.toSorted()).toEqual(allowed.toSorted());
    },
  );
});
