import { runCli } from '@fieldfare/cli/testing';
import { expireAuthorizations, reconcileAttempts, recordDisputes } from '@fieldfare/payments';
import { EventList, EventType, WebhookEndpointList } from '@fieldfare/protocol';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../testing/test-merchant.ts';
import { startWebhooks } from './start-webhooks.ts';

let stack: TestStack;
let webhooks: Awaited<ReturnType<typeof startWebhooks>>;

beforeAll(async () => {
  // The jobs run when the test says so: between two of a dispute's steps, however slow this machine is.
  stack = await startTestStack({ runsJobs: false });
  const { deps, database } = stack.composed;
  webhooks = await startWebhooks(deps, deps.outbox.recordable);
  await database.prisma.paymentProfile.update({
    where: { merchantId: stack.merchant.id },
    data: { methods: ['card', 'ach'] },
  });
  // The profile that the server holds is at most half a second old.
  stack.clock.advance(1_000);
});
afterAll(async () => {
  await webhooks.stop();
  await stack.close();
});

/** Some seconds pass at the payment server, and it does what it does by itself. */
async function passTime() {
  const { deps } = stack.composed;
  stack.clock.advance(3_000);
  await reconcileAttempts({ ...deps, returnsEveryMs: deps.settings.sandboxAchMs });
  await expireAuthorizations(deps);
  await recordDisputes(deps);
  deps.outbox.recordable.raise();
  await wait(20);
}

const trigger = (type: string) =>
  runCli(['trigger', type], {
    env: {
      PAYMENTS_ORIGIN: stack.url,
      FIELDS_ORIGIN: stack.settings.origins.fields,
      SHOP_ORIGIN,
      FIELDFARE_SECRET_KEY: stack.merchant.secret,
    },
    wait: passTime,
  });

async function ensureEndpoint() {
  const { body } = await stack.request('GET', '/v1/webhook_endpoints');
  if (WebhookEndpointList.parse(body).data.length > 0) return;
  // Nobody listens there: that an event is recorded does not depend on who hears of it.
  const endpoint = { url: 'http://127.0.0.1:9/webhooks', event_types: ['payment_method.*'] };
  await stack.request('POST', '/v1/webhook_endpoints', { body: endpoint });
}

it('webhook_endpoint.test asks for an endpoint where there is none', async () => {
  const { exitCode, said } = await trigger('webhook_endpoint.test');
  expect([exitCode, said]).toEqual([1, expect.stringContaining('There is no webhook endpoint that is enabled')]);
});

it.each(EventType.options)(
  '%s really happens when "fieldfare trigger" is told to make it happen',
  async (type) => {
    await ensureEndpoint();
    const { exitCode, out, said } = await trigger(type);
    expect([exitCode, said.replace(/.+ comes by itself .+/, '')]).toEqual([0, '']);
    const [id, told] = out.split('\n').at(-1)?.split('  ') ?? [];
    expect(told).toBe(type);
    const { data } = EventList.parse((await stack.request('GET', `/v1/events?type=${type}`)).body);
    expect(data.find((event) => event.id === id)).toMatchObject({ type, mode: 'test' });
  },
  60_000,
);

it('an event that waits for a second person says so', async () => {
  const rules = { approvals: { refund_above_minor: 100, confirm_above_minor: null, expire_after_minutes: 60 } };
  const { token } = await stack.signIn('owner');
  const headers = { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' };
  expect((await stack.request('PATCH', '/v1/profile', { token, headers, body: rules })).status).toBe(200);
  stack.clock.advance(1_000);
  const { exitCode, said } = await trigger('refund.succeeded');
  expect([exitCode, said]).toEqual([1, expect.stringMatching(/decide upon this refund first: apr_/)]);
});
