import { carryOutLeftBehind } from '@fieldfare/payments';
import { Approval, ApprovalList, newId } from '@fieldfare/protocol';
import type { MerchantRole } from '@fieldfare/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectConsole } from '../../testing/console-client.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../../testing/test-cards.ts';
import { createTestMerchant, PASSWORD } from '../../testing/test-merchant.ts';

let stack: TestStack;
type As = { token: string; headers: Record<string, string> };
let owner: As;
let finance: As;
let viewer: As;
const financeId = newId('user');

beforeAll(async () => {
  stack = await startTestStack();
  const { pool } = stack.composed.database;
  // A second person who may decide, beside the owner.
  await pool.query(
    `INSERT INTO users (id, email, name, password_hash, role) SELECT $1, 'finance@two.test', 'finance', u.password_hash, 'VENDOR' FROM users u LIMIT 1`,
    [financeId],
  );
  await pool.query("INSERT INTO memberships (user_id, merchant_id, role) VALUES ($1, $2, 'finance')", [
    financeId,
    stack.merchant.id,
  ]);
});

afterAll(async () => {
  await stack.close();
});

const signIn = async (email: string): Promise<As> => {
  const { body } = await stack.request('POST', '/v1/console/sign_in', {
    token: null,
    body: { email, password: PASSWORD },
  });
  return {
    token: (body as { token: string }).token,
    headers: { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' },
  };
};
const emailOf = (role: MerchantRole) => stack.merchant.email(role);
const change = async (approvals: object) => {
  const rules = { confirm_above_minor: null, refund_above_minor: null, expire_after_minutes: 60, ...approvals };
  await stack.request('PATCH', '/v1/profile', { ...owner, body: { approvals: rules } });
  stack.clock.advance(1_000);
};

beforeEach(async () => {
  [owner, finance, viewer] = [
    await signIn(emailOf('owner')),
    await signIn('finance@two.test'),
    await signIn(emailOf('viewer')),
  ];
  await change({ confirm_above_minor: 3_000, refund_above_minor: 1_000 });
});

const payment = async (id: string) => (await stack.request('GET', `/v1/payments/${id}`)).body;
const confirm = (id: string, as?: As, body?: object) =>
  stack.request('POST', `/v1/payments/${id}/confirm`, { ...as, ...(body ? { body } : {}) });
const decide = (id: string, verb: 'approve' | 'deny', as?: As) =>
  stack.request('POST', `/v1/approvals/${id}/${verb}`, { ...as, body: { note: 'looked at' } });
const asked = async (as?: As) => {
  const { id } = await pay(stack);
  const answer = await confirm(id, as);
  return { paymentId: id, status: answer.status, approval: Approval.parse(answer.body) };
};

describe('an approval', () => {
  it('is asked for above the rule, decided by a second person, and carried out once', async () => {
    const { paymentId, status, approval } = await asked(finance);
    expect([status, approval]).toMatchObject([
      202,
      {
        action: 'confirm',
        payment: paymentId,
        amount_minor: 4900,
        status: 'pending',
        requested_by: { name: 'finance@two.test' },
      },
    ]);
    expect(await payment(paymentId)).toMatchObject({ status: 'authorized', pending_operation: null });
    const done = await decide(approval.id, 'approve', owner);
    expect(done).toMatchObject({
      status: 200,
      body: { status: 'approved', failure_code: null, note: 'looked at', decided_by: { name: emailOf('owner') } },
    });
    expect(Approval.parse(done.body).carried_out_at).not.toBeNull();
    expect(await payment(paymentId)).toMatchObject({ status: 'captured', captured_minor: 4900 });
    expect(await decide(approval.id, 'approve', owner)).toMatchObject({
      status: 409,
      body: { error: { code: 'approval_decided' } },
    });
    const { rows } = await stack.composed.database.pool.query(
      'SELECT action FROM audit_log WHERE subject = $1 ORDER BY id',
      [approval.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'approval.requested',
      'approval.approved',
      'approval.carried_out',
    ]);
  });

  it('is not asked for up to the rule, and asking again finds the one that is pending', async () => {
    const { id } = await pay(stack);
    expect(await confirm(id, undefined, { amount_minor: 3_000 })).toMatchObject({
      status: 200,
      body: { status: 'captured' },
    });
    const { paymentId, approval } = await asked();
    expect((await confirm(paymentId)).body).toMatchObject({ id: approval.id });
    expect(await confirm(paymentId, undefined, { amount_minor: 4_000 })).toMatchObject({
      status: 409,
      body: { error: { code: 'approval_pending' } },
    });
  });

  it('keeps its answer under an Idempotency-Key, status and all', async () => {
    const { id } = await pay(stack);
    const keyed = () =>
      stack.request('POST', `/v1/payments/${id}/confirm`, { headers: { 'idempotency-key': `approval-${id}` } });
    const [first, again] = [await keyed(), await keyed()];
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body).toEqual(first.body);
  });

  it('counts refunds together, so that small ones do not get around the rule', async () => {
    await change({ refund_above_minor: 1_000 });
    const { id } = await pay(stack);
    await confirm(id);
    const refund = (amount: number) =>
      stack.request('POST', `/v1/payments/${id}/refunds`, { ...finance, body: { amount_minor: amount } });
    expect(await refund(600)).toMatchObject({ status: 201 });
    const second = await refund(600);
    expect(second).toMatchObject({ status: 202, body: { action: 'refund', amount_minor: 600 } });
    await decide(Approval.parse(second.body).id, 'approve', owner);
    expect(await payment(id)).toMatchObject({ refunded_minor: 1_200 });
  });

  it('is refused to who asked, to who may not decide, to keys and to strangers', async () => {
    const { approval } = await asked(finance);
    expect(await decide(approval.id, 'approve', finance)).toMatchObject({
      status: 403,
      body: { error: { code: 'approval_own_request' } },
    });
    expect(await decide(approval.id, 'approve', viewer)).toMatchObject({
      status: 403,
      body: { error: { code: 'missing_permission' } },
    });
    expect(await decide(approval.id, 'approve')).toMatchObject({ status: 403 });
    const stranger = await createTestMerchant(stack.composed, 'Stranger');
    expect((await stack.request('GET', `/v1/approvals/${approval.id}`, { token: stranger.secret })).status).toBe(404);
    const ofOtherMode = { status: 404, body: { error: { code: 'other_mode' } } };
    const inLive = { ...owner, headers: { ...owner.headers, 'fieldfare-mode': 'live' } };
    expect(await stack.request('GET', `/v1/approvals/${approval.id}`, inLive)).toMatchObject(ofOtherMode);
    expect(await decide(approval.id, 'approve', inLive)).toMatchObject(ofOtherMode);
    expect((await stack.request('GET', `/v1/approvals/${approval.id}`)).body).toMatchObject({ status: 'pending' });
    const { pool } = stack.composed.database;
    const forged = `UPDATE approvals SET status = 'approved', decided_by = requested_by, decided_at = now() WHERE id = $1`;
    await expect(pool.query(forged, [approval.id])).rejects.toMatchObject({ constraint: 'approvals_two_people' });
  });

  it('is decided once by many at the same moment', async () => {
    const { paymentId, approval } = await asked();
    const answers = await Promise.all([
      decide(approval.id, 'approve', owner),
      decide(approval.id, 'deny', finance),
      decide(approval.id, 'approve', finance),
      decide(approval.id, 'deny', owner),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    const { status } = Approval.parse((await stack.request('GET', `/v1/approvals/${approval.id}`)).body);
    expect(await payment(paymentId)).toMatchObject({ status: status === 'approved' ? 'captured' : 'authorized' });
  });

  it('that is denied changes nothing, and one whose time is over cannot be decided', async () => {
    const { paymentId, approval } = await asked();
    expect(await decide(approval.id, 'deny', owner)).toMatchObject({ status: 200, body: { status: 'denied' } });
    expect(await payment(paymentId)).toMatchObject({ status: 'authorized' });
    const late = await asked();
    stack.clock.advance(61 * 60_000);
    const somebody = await signIn(emailOf('owner'));
    expect(await decide(late.approval.id, 'approve', somebody)).toMatchObject({ status: 409 });
    await stack.composed.deps.approvals.expire(stack.clock.now(), 100);
    expect((await stack.request('GET', `/v1/approvals/${late.approval.id}`)).body).toMatchObject({ status: 'expired' });
  });

  it('says why it could not be carried out', async () => {
    const { paymentId, approval } = await asked();
    await stack.request('POST', `/v1/payments/${paymentId}/cancel`);
    expect(await decide(approval.id, 'approve', owner)).toMatchObject({
      body: { status: 'approved', failure_code: 'payment_status_conflict' },
    });
    expect(await payment(paymentId)).toMatchObject({ status: 'canceled' });
  });

  it('that was approved by a server which then died is carried out by another, once', async () => {
    const { paymentId, approval } = await asked();
    const { approvals } = stack.composed.deps;
    await approvals.decide({
      id: approval.id,
      scope: { merchantId: stack.merchant.id, mode: 'test' },
      status: 'approved',
      decidedBy: { type: 'user', id: financeId, name: 'finance@two.test' },
      note: null,
      requestId: 'req_test',
      now: stack.clock.now(),
    });
    stack.clock.advance(30_000);
    await Promise.all([carryOutLeftBehind(stack.composed.deps), carryOutLeftBehind(stack.composed.deps)]);
    expect(await payment(paymentId)).toMatchObject({ status: 'captured', captured_minor: 4900 });
    const known = await approvals.find(approval.id, { merchantId: stack.merchant.id, mode: 'test' });
    expect(known).toMatchObject({ failureCode: null, carriedOutAt: expect.any(Date) });
    const { rows } = await stack.composed.database.pool.query(
      "SELECT id FROM attempts WHERE payment_id = $1 AND type = 'capture'",
      [paymentId],
    );
    expect(rows).toHaveLength(1);
  });

  it('of a part of a refund is carried out once though the server died between the refund and its note', async () => {
    await change({ refund_above_minor: 1_000 });
    const { id } = await pay(stack, { capture: 'automatic' });
    const { body } = await stack.request('POST', `/v1/payments/${id}/refunds`, { body: { amount_minor: 1_200 } });
    const { deps } = stack.composed;
    await deps.approvals.decide({
      id: Approval.parse(body).id,
      scope: { merchantId: stack.merchant.id, mode: 'test' },
      status: 'approved',
      decidedBy: { type: 'user', id: financeId, name: 'finance@two.test' },
      note: null,
      requestId: 'req_test',
      now: stack.clock.now(),
    });
    stack.clock.advance(30_000);
    const dies = () => Promise.reject(new Error('killed'));
    const dying = { ...deps, approvals: { ...deps.approvals, finish: dies } };
    // The server's own job may have been quicker than either.
    await carryOutLeftBehind(dying).catch(() => undefined);
    expect(await payment(id)).toMatchObject({ refunded_minor: 1_200 });
    await Promise.all([carryOutLeftBehind(deps), carryOutLeftBehind(deps)]);
    expect(await payment(id)).toMatchObject({ status: 'partially_refunded', refunded_minor: 1_200 });
    expect((await stack.request('GET', `/v1/refunds?payment=${id}`)).body).toMatchObject({
      data: [{ amount_minor: 1_200, status: 'succeeded' }],
    });
  });

  it('is asked for by the page too, which hears that somebody has to approve', async () => {
    const { client, hosted } = await stack.openHost({ page_may: ['confirm'] });
    const { payment: paid } = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
    expect(await client.send('confirm_payment', {})).toMatchObject({ code: 'conflict', detail: 'approval_required' });
    const { data } = ApprovalList.parse(
      (await stack.request('GET', `/v1/approvals?payment=${paid.id}&status=pending`)).body,
    );
    expect(data).toMatchObject([{ requested_by: { type: 'shopper' } }]);
    client.close();
    const body = { amount_minor: 4900, currency: 'USD', origin: 'https://shop.example', capture: 'automatic' };
    expect(await stack.request('POST', '/v1/sessions', { body })).toMatchObject({
      status: 422,
      body: { error: { code: 'approval_required', param: 'capture' } },
    });
  });

  it('[RM9] is told at once to who listens in the merchant’s room', async () => {
    const console = await connectConsole(stack.url, viewer.token, stack.settings.origins.web);
    await console.send('subscribe', { room: `merchant:${stack.merchant.id}:approvals` });
    const { approval } = await asked();
    expect(await console.heard('approval:updated')).toMatchObject({ payload: { id: approval.id, status: 'pending' } });
    console.close();
  });
});
