import { WebhookEndpointWithSecret } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { startReceiver } from '../testing/start-receiver.ts';
import type { Receiver } from '../testing/start-receiver.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { RETRY_DELAYS_MS } from './delivery-schedule.ts';

let stack: TestStack;
const receivers: Receiver[] = [];

beforeAll(async () => {
  // The waits of three days, passed in no time.
  stack = await startTestStack({
    settings: (settings) => ({ ...settings, webhooks: { ...settings.webhooks, retryScale: 0 } }),
  });
});
afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await stack.close();
});

const endpointFor = async (answer: Parameters<typeof startReceiver>[0]) => {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const made = await stack.request('POST', '/v1/webhook_endpoints', { body: { url: receiver.url } });
  return { receiver, id: WebhookEndpointWithSecret.parse(made.body).id };
};
const test = (id: string) => stack.request('POST', `/v1/webhook_endpoints/${id}/test`);
const endpoint = async (id: string) => (await stack.request('GET', `/v1/webhook_endpoints/${id}`)).body;
const deliveries = async (id: string) => (await stack.request('GET', `/v1/webhook_endpoints/${id}/deliveries`)).body;
const eventually = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 60_000, interval: 100 });

describe('an endpoint that fails', () => {
  it('is tried again under the same webhook-id until it answers, and is then as good as new', async () => {
    let failures = 2;
    const { receiver, id } = await endpointFor(() => (failures-- > 0 ? 500 : 200));
    await test(id);
    const tries = await receiver.heard(3);
    expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(tries.map(({ body }) => body)).size).toBe(1);
    await eventually(() => deliveries(id)).toMatchObject({ data: [{ status: 'succeeded', attempts: 3 }] });
    expect(await endpoint(id)).toMatchObject({ status: 'enabled', failing_since: null });
  });

  it('is disabled after the last attempt, with what was still waiting taken back and its people told', async () => {
    const { receiver, id } = await endpointFor(() => 503);
    await test(id);
    await eventually(() => endpoint(id)).toMatchObject({ status: 'disabled', disabled_reason: 'failing' });
    expect(receiver.received).toHaveLength(RETRY_DELAYS_MS.length + 1);
    expect(await deliveries(id)).toMatchObject({ data: [{ status: 'failed', last_attempt: { status_code: 503 } }] });
    const owner = await asUser(stack, 'owner');
    await eventually(async () => (await stack.request('GET', '/v1/notifications', owner)).body).toMatchObject({
      data: [{ kind: 'webhook_endpoint.disabled', severity: 'warning', subject: id }],
    });
    const { rows } = await stack.composed.database.pool.query(
      `SELECT n.xmin::text = a.xmin::text AS together FROM notifications n JOIN audit_log a ON a.subject = n.subject AND a.action = 'webhook_endpoint.disable'
        WHERE n.subject = $1`,
      [id],
    );
    expect(rows).toEqual([{ together: true }]);
    expect(await test(id)).toMatchObject({ status: 409, body: { error: { code: 'webhook_endpoint_disabled' } } });
    const enabled = await stack.request('POST', `/v1/webhook_endpoints/${id}`, { body: { status: 'enabled' } });
    expect(enabled.body).toMatchObject({ status: 'enabled', failing_since: null, disabled_reason: null });
  });

  it('that answers 410 Gone is disabled at once', async () => {
    const { receiver, id } = await endpointFor(() => 410);
    await test(id);
    await eventually(() => endpoint(id)).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });
    expect(receiver.received).toHaveLength(1);
  });
});
