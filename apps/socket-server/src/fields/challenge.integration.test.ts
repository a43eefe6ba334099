import { newId } from '@fieldfare/protocol';
import type { Payment, PaymentEventList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../testing/fields-client.ts';
import type { FieldsClient } from '../testing/fields-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.close());

const RIGHT = '123456';
const WRONG = '111111';

/** A host whose shopper is asked by their bank. */
async function challenged(session: Record<string, unknown> = {}) {
  const opened = await stack.openHost(session);
  const { payment } = succeeded(await opened.client.pay(opened.hosted, cardOf(TEST_CARDS.challenged)));
  return { ...opened, payment, actionId: payment.action?.id ?? 'none' };
}

const complete = (client: FieldsClient, actionId: string, code: string) =>
  client.send('complete_action', { action_id: actionId, code });

async function paymentOf(id: string): Promise<Payment> {
  return (await stack.request('GET', `/v1/payments/${id}`)).body as Payment;
}

describe("the shopper's bank asks", () => {
  it('answers requires_action with what to ask, pushes the same, and keeps the session processing', async () => {
    const { client, payment, session } = await challenged();
    expect(payment).toMatchObject({
      status: 'requires_action',
      action: { type: 'challenge', form: { type: 'code', digits: 6 }, tries_left: 3 },
    });
    const pushed = await client.heard('payment:action_required');
    expect(pushed).toMatchObject({ id: payment.id, action: payment.action });
    expect(await stack.request('GET', `/v1/sessions/${session.id}`)).toMatchObject({
      body: { status: 'processing', payment: { status: 'requires_action' } },
    });
    client.close();
  });

  it('authorizes upon the right code, and everybody hears it', async () => {
    const { client, payment, actionId } = await challenged();
    const answered = succeeded(await complete(client, actionId, RIGHT));
    expect(answered.payment).toMatchObject({ id: payment.id, status: 'authorized', action: null });
    await client.heard('payment:updated', (update) => update.status === 'authorized');
    const { data } = (await stack.request('GET', `/v1/payments/${payment.id}/events`)).body as PaymentEventList;
    expect(data.map(({ type }) => type)).toEqual([
      'payment.processing',
      'payment.action_required',
      'payment.action_answered',
      'payment.authorized',
    ]);
    client.close();
  });

  it('counts wrong codes, declines upon the third, and the session takes another card', async () => {
    const { client, hosted, actionId } = await challenged();
    for (const left of [2, 1]) {
      const { payment } = succeeded(await complete(client, actionId, WRONG));
      expect(payment).toMatchObject({ status: 'requires_action', action: { tries_left: left } });
    }
    expect(succeeded(await complete(client, actionId, WRONG)).payment).toMatchObject({
      status: 'declined',
      decline_code: 'authentication_failed',
      action: null,
    });
    expect(await complete(client, actionId, RIGHT)).toMatchObject({ type: 'error', detail: 'action_over' });
    const paid = succeeded(await client.pay(hosted, cardOf(TEST_CARDS.visa)));
    expect(paid.payment.status).toBe('authorized');
    client.close();
  });

  it('is given up by the shopper without any permission of the page', async () => {
    const { client, actionId } = await challenged();
    const { payment } = succeeded(await client.send('abandon_action', { action_id: actionId }));
    expect(payment).toMatchObject({ status: 'declined', decline_code: 'authentication_failed' });
    client.close();
  });

  it('is answered over the host of a reloaded page, which learns of it first', async () => {
    const { client, session, payment, actionId } = await challenged();
    const renewed = await stack.request('POST', `/v1/sessions/${session.id}/token`);
    const again = await stack.connect({ pt_token: (renewed.body as { pt_token: string }).pt_token });
    const hosted = succeeded(await again.host());
    expect(hosted.session.payment).toMatchObject({
      id: payment.id,
      status: 'requires_action',
      action: { id: actionId },
    });
    await client.gone();
    expect(succeeded(await complete(again, actionId, RIGHT)).payment.status).toBe('authorized');
    again.close();
  });

  it('is withdrawn by the merchant, and a later answer finds nothing', async () => {
    const { client, payment, actionId } = await challenged();
    const canceled = await stack.request('POST', `/v1/payments/${payment.id}/cancel`, {
      body: {},
      headers: { 'idempotency-key': newId('request') },
    });
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await complete(client, actionId, RIGHT)).toMatchObject({ type: 'error', detail: 'action_over' });
    client.close();
  });
});

describe('a challenge is refused', () => {
  it('to a session that has another', async () => {
    const [mine, theirs] = [await challenged(), await challenged()];
    expect(await complete(mine.client, theirs.actionId, RIGHT)).toMatchObject({ type: 'error', detail: 'action_over' });
    expect(await mine.client.send('abandon_action', { action_id: theirs.actionId })).toMatchObject({
      type: 'error',
      detail: 'action_over',
    });
    expect((await paymentOf(theirs.payment.id)).status).toBe('requires_action');
    mine.client.close();
    theirs.client.close();
  });

  it.each(['12345a', '123', '123456789', ''])(
    'where its answer is %j, with an error that names the code',
    async (code) => {
      const { client, actionId } = await challenged();
      expect(await complete(client, actionId, code)).toMatchObject({
        type: 'error',
        code: 'validation_error',
        param: 'code',
      });
      client.close();
    },
  );

  it('in the moment after it ran out: the job declines it', async () => {
    const { client, payment, actionId } = await challenged();
    stack.clock.advance(10 * 60_000 + 1_000);
    expect(succeeded(await complete(client, actionId, RIGHT)).payment).toMatchObject({ status: 'declined' });
    const other = await challenged();
    stack.clock.advance(10 * 60_000 + 1_000);
    await other.client.heard('payment:updated', (update) => update.status === 'declined');
    expect(await paymentOf(other.payment.id)).toMatchObject({ decline_code: 'authentication_failed' });
    expect((await paymentOf(payment.id)).authorized_minor).toBe(0);
    client.close();
    other.client.close();
  });
});

it('at once: answers, abandonment and cancel leave one outcome, and the bank holds what we say', async () => {
  for (let round = 0; round < 5; round++) {
    const { client, payment, actionId } = await challenged();
    await Promise.all([
      complete(client, actionId, RIGHT),
      complete(client, actionId, RIGHT),
      client.send('abandon_action', { action_id: actionId }),
      stack.request('POST', `/v1/payments/${payment.id}/cancel`, {
        body: {},
        headers: { 'idempotency-key': newId('request') },
      }),
    ]);
    const settled = await paymentOf(payment.id);
    expect(['authorized', 'declined', 'canceled']).toContain(settled.status);
    expect(settled.pending_operation).toBeNull();
    client.close();
  }
});

it("keeps the shopper's code out of the log", async () => {
  expect(stack.lines.join('\n')).not.toMatch(/\b(123456|111111)\b/);
});
