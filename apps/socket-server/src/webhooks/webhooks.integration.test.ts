import {
  EventList,
  Payment,
  WebhookDeliveryList,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '@fieldfare/protocol';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { pay } from '../testing/pay.ts';
import { startReceiver } from '../testing/start-receiver.ts';
import type { Receiver } from '../testing/start-receiver.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { TEST_CARDS } from '../testing/test-cards.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';
import type { TestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;
const receivers: Receiver[] = [];

beforeAll(async () => {
  stack = await startTestStack();
});
afterEach(async () => {
  const { data } = (await stack.request('GET', '/v1/webhook_endpoints')).body as { data: { id: string }[] };
  for (const { id } of data) await stack.request('DELETE', `/v1/webhook_endpoints/${id}`);
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});
afterAll(async () => {
  await stack.close();
});

const receive = async (answer?: Parameters<typeof startReceiver>[0]): Promise<Receiver> => {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  return receiver;
};
const endpointFor = async (receiver: Receiver, body: object = {}): Promise<WebhookEndpointWithSecret> => {
  const made = await stack.request('POST', '/v1/webhook_endpoints', { body: { url: receiver.url, ...body } });
  expect(made.status).toBe(201);
  return WebhookEndpointWithSecret.parse(made.body);
};
const error = (type: string, code: string) => ({ error: { type, code } });

describe('an event', () => {
  it('is signed so that the reference library verifies it, and carries the object as it was at that version', async () => {
    const receiver = await receive();
    const { secret } = await endpointFor(receiver);
    const { id } = await pay(stack);
    const confirmed = Payment.parse((await stack.request('POST', `/v1/payments/${id}/confirm`)).body);
    const [captured] = await receiver.heard(1, ({ event }) => event.type === 'payment.captured');
    const [authorized] = await receiver.heard(1, ({ event }) => event.type === 'payment.authorized');
    for (const webhook of receiver.received) {
      const headers = Object.fromEntries(Object.entries(webhook.headers).map(([name, value]) => [name, String(value)]));
      expect(new Webhook(secret).verify(webhook.body, headers)).toEqual(webhook.event);
      expect(webhook.headers['webhook-id']).toBe(webhook.event.id);
    }
    expect(captured?.event).toMatchObject({ version: confirmed.version, data: confirmed });
    // Though by now it is captured.
    expect(authorized?.event.data).toMatchObject({ id, status: 'authorized', captured_minor: 0, version: 2 });
  });

  it('goes to every endpoint whose filter names it, and to no other', async () => {
    const [all, captures, refunds] = [await receive(), await receive(), await receive()];
    await endpointFor(all);
    await endpointFor(captures, { event_types: ['payment.captured', 'payment.declined'] });
    await endpointFor(refunds, { event_types: ['refund.*'] });
    const { id } = await pay(stack);
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    await stack.request('POST', `/v1/payments/${id}/refunds`, { body: { amount_minor: 100 } });
    const [refund] = await refunds.heard(1, ({ event }) => event.type === 'refund.succeeded');
    expect(refund?.event.data).toMatchObject({ object: 'refund', payment: id, amount_minor: 100, status: 'succeeded' });
    for (const type of ['payment.authorized', 'payment.captured', 'refund.succeeded'])
      await all.heard(1, ({ event }) => event.type === type);
    await captures.heard(1);
    const types = (receiver: Receiver) => receiver.received.map(({ event }) => event.type).toSorted();
    expect(types(captures)).toEqual(['payment.captured']);
    expect(types(refunds).every((type) => type.startsWith('refund.'))).toBe(true);
  });

  it('of a payment in doubt is told twice: what it became, and that it is resolved', async () => {
    const receiver = await receive();
    await endpointFor(receiver);
    const { id } = await pay(stack, {}, TEST_CARDS.timesOut);
    const heard = async (type: string) => {
      const [webhook] = await receiver.heard(1, ({ event }) => event.type === type && event.data.id === id);
      return webhook?.event.data;
    };
    expect(await heard('payment.unknown')).toMatchObject({ status: 'unknown' });
    stack.clock.advance(60_000);
    expect(await heard('payment.resolved')).toMatchObject({ status: 'authorized' });
    expect(await heard('payment.authorized')).toMatchObject({ status: 'authorized' });
  });

  it('of a payment in doubt says that it is resolved also where it was canceled meanwhile', async () => {
    const receiver = await receive();
    await endpointFor(receiver);
    const { id } = await pay(stack, {}, TEST_CARDS.timesOut);
    const heard = async (type: string) => {
      const [webhook] = await receiver.heard(1, ({ event }) => event.type === type && event.data.id === id);
      return webhook?.event.data;
    };
    expect((await stack.request('POST', `/v1/payments/${id}/cancel`, { body: {} })).status).toBe(200);
    stack.clock.advance(60_000);
    const found = { status: 'authorized', pending_operation: { type: 'void', state: 'in_flight' } };
    expect(await heard('payment.authorized')).toMatchObject(found);
    expect(await heard('payment.resolved')).toMatchObject(found);
    expect(await heard('payment.canceled')).toMatchObject({ status: 'canceled', pending_operation: null });
  });

  it('of a dispute is about the dispute', async () => {
    const receiver = await receive();
    await endpointFor(receiver, { event_types: ['dispute.*'] });
    const { id } = await pay(stack, {}, '4000000000000259');
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    stack.clock.advance(60_000);
    const [dispute] = await receiver.heard(1);
    expect(dispute?.event).toMatchObject({
      type: 'dispute.created',
      data: { object: 'dispute', payment: id, status: 'needs_response', amount_minor: 4900 },
    });
  });

  it('is listed, found and followed by its sequence, by its own merchant alone', async () => {
    const other = await createTestMerchant(stack.composed, 'Other');
    const known = EventList.parse((await stack.request('GET', '/v1/events?limit=100')).body).data;
    const before = Math.max(0, ...known.map(({ sequence }) => sequence));
    const receiver = await receive();
    await endpointFor(receiver);
    await pay(stack);
    await pay(stack, {}, TEST_CARDS.declined);
    await receiver.heard(2);
    const follow = EventList.parse((await stack.request('GET', `/v1/events?after_sequence=${before}`)).body);
    expect(follow.data.map(({ sequence }) => sequence)).toEqual([before + 1, before + 2]);
    expect(follow.data.map(({ type }) => type)).toEqual(['payment.authorized', 'payment.declined']);
    const [first] = follow.data;
    expect((await stack.request('GET', `/v1/events/${first?.id}`)).body).toEqual(first);
    const related = (await stack.request('GET', `/v1/events?related=${first?.data.id}&type=payment.*`)).body;
    expect(EventList.parse(related).data).toEqual([first]);
    const asOther = { token: other.secret };
    expect((await stack.request('GET', `/v1/events/${first?.id}`, asOther)).status).toBe(404);
    expect(EventList.parse((await stack.request('GET', '/v1/events', asOther)).body).data).toEqual([]);
  });
});

describe('an endpoint', () => {
  it('signs with both secrets while they overlap, and with the new one alone at once where asked', async () => {
    const receiver = await receive();
    const { id, secret } = await endpointFor(receiver);
    const rotate = async (overlap_seconds: number) =>
      WebhookEndpointWithSecret.parse(
        (await stack.request('POST', `/v1/webhook_endpoints/${id}/rotate_secret`, { body: { overlap_seconds } })).body,
      );
    const verifies = (with_: string, index: number) => {
      const { body, headers } = receiver.received[index] ?? { body: '', headers: {} };
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      try {
        return new Webhook(with_).verify(body, plain) !== null;
      } catch {
        return false;
      }
    };
    const second = await rotate(3600);
    expect(second.previous_secret_expires_at).not.toBeNull();
    await stack.request('POST', `/v1/webhook_endpoints/${id}/test`);
    await receiver.heard(1);
    expect([verifies(secret, 0), verifies(second.secret, 0)]).toEqual([true, true]);
    const third = await rotate(0);
    await stack.request('POST', `/v1/webhook_endpoints/${id}/test`);
    await receiver.heard(2);
    expect([verifies(secret, 1), verifies(second.secret, 1), verifies(third.secret, 1)]).toEqual([false, false, true]);
  });

  it('whose secret several people replace at once keeps that of one of them, and the others hear of it', async () => {
    const { id } = await endpointFor(await receive());
    const { secrets } = stack.composed.deps.webhooks;
    const [make, forget] = [vi.spyOn(secrets, 'make'), vi.spyOn(secrets, 'forget')];
    const rotate = () => stack.request('POST', `/v1/webhook_endpoints/${id}/rotate_secret`, { body: {} });
    const answers = await Promise.all([rotate(), rotate(), rotate(), rotate()]);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(answers.length);
    for (const answer of refused)
      expect(answer).toMatchObject({ status: 409, body: error('conflict', 'webhook_secret_rotated') });
    // What signs now, and what signs beside it for a day; one of the two was there before.
    expect(make).toHaveBeenCalledTimes(answers.length);
    expect(forget.mock.calls.flatMap(([ids]) => ids)).toHaveLength(answers.length - 1);
    vi.restoreAllMocks();
  });

  it('never shows its secret again, and keeps it nowhere in clear', async () => {
    const receiver = await receive();
    const key = { headers: { 'idempotency-key': 'endpoint-once' }, body: { url: receiver.url } };
    const { id, secret } = WebhookEndpointWithSecret.parse(
      (await stack.request('POST', '/v1/webhook_endpoints', key)).body,
    );
    expect(secret).toMatch(/^whsec_/);
    expect(await stack.request('POST', '/v1/webhook_endpoints', key)).toMatchObject({
      status: 409,
      body: error('conflict', 'secret_shown_once'),
    });
    expect(WebhookEndpoint.safeParse((await stack.request('GET', `/v1/webhook_endpoints/${id}`)).body).success).toBe(
      true,
    );
    const { rows } = await stack.composed.database.pool.query(
      'SELECT to_jsonb(w)::text AS text FROM webhook_endpoints w',
    );
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
    expect(stack.lines.join('\n')).not.toContain(secret.slice(6));
  });

  it("is another merchant's or forbidden: not found, and refused", async () => {
    const { id } = await endpointFor(await receive());
    const other: TestMerchant = await createTestMerchant(stack.composed, 'Other');
    const asOther = { token: other.secret };
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/rotate_secret'],
      ['GET', '/deliveries'],
    ] as const) {
      const answer = await stack.request(method, `/v1/webhook_endpoints/${id}${path}`, { ...asOther });
      expect(answer, path).toMatchObject({ status: 404, body: error('not_found', 'webhook_endpoint_not_found') });
    }
    const viewer = await asUser(stack, 'viewer');
    expect((await stack.request('GET', '/v1/events', viewer)).status).toBe(200);
    expect((await stack.request('GET', '/v1/webhook_endpoints', viewer)).status).toBe(403);
    const create = { ...viewer, body: { url: 'http://127.0.0.1:1/' } };
    expect((await stack.request('POST', '/v1/webhook_endpoints', create)).status).toBe(403);
    expect(
      (await stack.request('POST', '/v1/webhook_endpoints', { ...create, ...(await asUser(stack, 'owner')) })).status,
    ).toBe(201);
  });

  it.each([
    ['no URL', 'shop.example/hook', 422],
    ['another scheme', 'ftp://shop.example/hook', 422],
    ['a password in it', 'https://me:secret@shop.example/', 422],
    ['a card number in it', 'https://shop.example/4242424242424242', 422],
  ])('is refused with %s', async (_what, url, status) => {
    expect((await stack.request('POST', '/v1/webhook_endpoints', { body: { url } })).status).toBe(status);
  });

  it('is one of sixteen at the most', async () => {
    const create = () => stack.request('POST', '/v1/webhook_endpoints', { body: { url: 'http://127.0.0.1:1/' } });
    for (let made = 0; made < 16; made++) expect((await create()).status).toBe(201);
    expect(await create()).toMatchObject({ status: 409, body: error('conflict', 'too_many_endpoints') });
  });

  it('that is disabled is sent nothing; what it missed is redelivered as a range, once', async () => {
    const receiver = await receive();
    const { id } = await endpointFor(receiver);
    const change = (body: object) => stack.request('POST', `/v1/webhook_endpoints/${id}`, { body });
    expect((await change({ status: 'disabled' })).body).toMatchObject({
      status: 'disabled',
      disabled_reason: 'by_request',
    });
    const from = stack.clock.now().toISOString();
    const { id: payment } = await pay(stack);
    const witness = await receive();
    await endpointFor(witness);
    await stack.request('POST', `/v1/payments/${payment}/confirm`);
    await witness.heard(1, ({ event }) => event.type === 'payment.captured');
    const range = {
      endpoint: id,
      created_from: from,
      created_to: new Date(stack.clock.now().getTime() + 1_000).toISOString(),
    };
    const redeliver = () => stack.request('POST', '/v1/events/redeliver', { body: range });
    expect(await redeliver()).toMatchObject({ status: 409, body: error('conflict', 'webhook_endpoint_disabled') });
    await change({ status: 'enabled' });
    const reversed = { ...range, created_from: range.created_to, created_to: range.created_from };
    expect(await stack.request('POST', '/v1/events/redeliver', { body: reversed })).toMatchObject({
      status: 422,
      body: { error: { code: 'range_invalid', param: 'created_to' } },
    });
    expect((await redeliver()).body).toMatchObject({ deliveries: 2, has_more: false });
    const missed = await receiver.heard(2);
    expect(missed.map(({ event }) => event.type).toSorted()).toEqual(['payment.authorized', 'payment.captured']);
    expect((await redeliver()).body).toMatchObject({ deliveries: 0 });
    const [event] = missed;
    expect(
      (await stack.request('POST', `/v1/events/${event?.event.id}/redeliver`, { body: { endpoint: id } })).status,
    ).toBe(201);
    const again = await receiver.heard(2, ({ headers }) => headers['webhook-id'] === event?.event.id);
    expect(again[1]?.body).toBe(again[0]?.body);
  });

  it('has a log with statuses, and is deleted with it', async () => {
    const receiver = await receive();
    const { id } = await endpointFor(receiver);
    const test = await stack.request('POST', `/v1/webhook_endpoints/${id}/test`);
    expect(test).toMatchObject({ status: 201, body: { endpoint: id, event_type: 'webhook_endpoint.test' } });
    await receiver.heard(1);
    const log = async () =>
      WebhookDeliveryList.parse(
        (await stack.request('GET', `/v1/webhook_endpoints/${id}/deliveries?status=succeeded`)).body,
      ).data;
    await expect.poll(async () => (await log()).length, { timeout: 20_000 }).toBe(1);
    const [delivery] = await log();
    expect(delivery).toMatchObject({
      attempts: 1,
      last_attempt: { status_code: 204, error: null },
      next_attempt_at: null,
    });
    const attempts = await stack.request('GET', `/v1/webhook_endpoints/${id}/deliveries/${delivery?.id}/attempts`);
    expect(attempts.body).toMatchObject({ data: [{ number: 1, status_code: 204 }] });
    expect((await stack.request('DELETE', `/v1/webhook_endpoints/${id}`)).body).toMatchObject({ id, deleted: true });
    expect((await stack.request('GET', `/v1/webhook_endpoints/${id}`)).status).toBe(404);
    const { rows } = await stack.composed.database.pool.query(
      'SELECT count(*) AS left FROM webhook_attempts WHERE delivery_id = $1',
      [delivery?.id],
    );
    expect(rows).toEqual([{ left: 0 }]);
  });
});
