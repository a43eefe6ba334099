import { notify } from '@fieldfare/payments';
import type { NotificationList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { connectConsole } from '../testing/console-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant } from '../testing/test-merchant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  await stack.close();
});

const DISABLED = {
  kind: 'webhook_endpoint.disabled',
  severity: 'warning',
  title: 'A webhook endpoint was disabled',
  body: 'It failed for three days. Mend it, then enable it again.',
} as const;
const tellMerchant = (merchantId = stack.merchant.id, dedupeKey?: string) =>
  notify(stack.composed.deps, {
    ...DISABLED,
    audience: { type: 'merchant', merchantId },
    ...(dedupeKey === undefined ? {} : { dedupeKey }),
  });
const list = async (as: Awaited<ReturnType<typeof asUser>>, query = '') =>
  (await stack.request('GET', `/v1/notifications${query}`, as)).body as NotificationList;
const dashboard = () => `merchant:${stack.merchant.id}:dashboard`;
const open = async () => {
  const { token } = await stack.signIn('viewer');
  return connectConsole(stack.url, token, stack.settings.origins.web);
};

describe('a notification', () => {
  it('[NT1] [RM6] reaches who is at the console at once, in its place in the room', async () => {
    const console = await open();
    const { sequence } = await console.send('subscribe', { room: dashboard() });
    await tellMerchant();
    const push = await console.heard('notification:new');
    expect(push).toMatchObject({
      room: dashboard(),
      sequence: Number(sequence) + 1,
      payload: { ...DISABLED, object: 'notification', read_at: null },
    });
    console.close();
  });

  it('[NT2] reaches who was away when he comes back', async () => {
    const before = await open();
    const { sequence } = await before.send('subscribe', { room: dashboard() });
    before.close();
    await tellMerchant();
    const after = await open();
    await after.send('subscribe', { room: dashboard(), after_sequence: Number(sequence) });
    expect(after.sequences(dashboard())).toEqual([Number(sequence) + 1]);
    after.close();
  });

  it('[NT2] is listed newest first, and read by each for himself', async () => {
    const [owner, viewer] = [await asUser(stack, 'owner'), await asUser(stack, 'viewer')];
    await tellMerchant();
    const [newest] = (await list(owner, '?limit=1')).data;
    const before = (await list(viewer)).unread_count;
    const answer = await stack.request('POST', '/v1/notifications/read', { ...owner, body: { ids: [newest?.id] } });
    expect(answer).toMatchObject({ status: 200, body: { object: 'notifications_read' } });
    expect((await list(owner, '?limit=1')).data[0]?.read_at).not.toBeNull();
    expect((await list(viewer)).unread_count).toBe(before);
    await stack.request('POST', '/v1/notifications/read', { ...owner, body: {} });
    expect(await list(owner, '?unread=true')).toMatchObject({ data: [], unread_count: 0 });
  });

  it('[NT3] raised twice under one key is one', async () => {
    expect(await tellMerchant(stack.merchant.id, 'card_testing:1')).toBe(true);
    expect(await tellMerchant(stack.merchant.id, 'card_testing:1')).toBe(false);
  });

  it('[NT4] of another merchant, another person or the operators is neither listed nor marked', async () => {
    const other = await createTestMerchant(stack.composed, 'Other');
    await tellMerchant(other.id);
    await notify(stack.composed.deps, { ...DISABLED, audience: { type: 'operators' } });
    const stranger = await asUser(stack, 'viewer', other);
    const [theirs] = (await list(stranger)).data;
    const mine = await asUser(stack, 'viewer');
    expect((await list(mine)).data.map(({ id }) => id)).not.toContain(theirs?.id);
    await stack.request('POST', '/v1/notifications/read', { ...mine, body: { ids: [theirs?.id] } });
    expect((await list(stranger)).data[0]?.read_at).toBeNull();
    expect((await list(stranger)).data).toHaveLength(1);
  });

  it('[NT4] is refused to a key, which is nobody, and to who is no member', async () => {
    expect(await stack.request('GET', '/v1/notifications')).toMatchObject({ status: 403 });
    const other = await createTestMerchant(stack.composed, 'Third');
    const { token } = await asUser(stack, 'viewer');
    const headers = { 'fieldfare-merchant': other.id, 'fieldfare-mode': 'test' };
    expect(await stack.request('GET', '/v1/notifications', { token, headers })).toMatchObject({ status: 403 });
  });
});
