import type { SystemBroadcast } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { connectConsole } from '../testing/console-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { signInOperator } from '../testing/operator.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  await stack.close();
});

const open = async (role: 'owner' | 'viewer') => {
  const { token, user } = await stack.signIn(role);
  const console = await connectConsole(stack.url, token, stack.settings.origins.web);
  return { ...console, userId: user.id };
};

it('[CN6] brings the look of one window to the other windows of the person, and to nobody else', async () => {
  const [one, other, stranger] = [await open('owner'), await open('owner'), await open('viewer')];
  const room = `user:${one.userId}`;
  for (const window of [one, other]) await window.send('subscribe', { room });
  expect(await stranger.send('subscribe', { room })).toMatchObject({ detail: 'room_not_allowed' });
  const state = { theme: 'dark', filters: { status: 'captured' } } as const;
  const published = await one.send('state:publish', { state });
  expect(published).toMatchObject({ type: 'published' });
  const correlation_id = published['request_id'];
  const pushed = { room, sequence: 1, correlation_id, payload: { action: 'state', state } };
  expect(await other.heard('session:sync')).toMatchObject(pushed);
  expect(stranger.pushes).toEqual([]);
  expect(await one.send('state:publish', { state: { theme: 'pink' } as never })).toMatchObject({
    code: 'validation_error',
  });
  for (const window of [one, other, stranger]) window.close();
});

it("[RM7] opens each of a merchant's rooms to who has its permission, and none that is not there", async () => {
  const viewer = await open('viewer');
  for (const purpose of ['payments', 'dashboard', 'approvals', 'team'])
    expect(await viewer.send('subscribe', { room: `merchant:${stack.merchant.id}:${purpose}` })).toMatchObject({
      type: 'subscribed',
    });
  expect(await viewer.send('subscribe', { room: 'role:ADMIN' })).toMatchObject({ detail: 'room_not_allowed' });
  expect(await viewer.send('subscribe', { room: 'role:VENDOR' })).toMatchObject({ type: 'subscribed' });
  viewer.close();
});

it('[CN8] tells everybody what an operator says, and lets nobody else say it or take it back', async () => {
  const viewer = await open('viewer');
  await viewer.send('subscribe', { room: 'broadcast' });
  const owner = await asUser(stack, 'owner');
  const body = { message: 'Maintenance tonight.', severity: 'warning' };
  expect(await stack.request('POST', '/v1/console/broadcasts', { ...owner, body })).toMatchObject({ status: 403 });
  const { token } = await signInOperator(stack);
  const said = await stack.request('POST', '/v1/console/broadcasts', { token, body });
  expect(said).toMatchObject({ status: 201, body });
  const { id } = said.body as SystemBroadcast;
  expect(await viewer.heard('system:broadcast')).toMatchObject({ room: 'broadcast', payload: said.body });
  const current = async () => (await stack.request('GET', '/v1/console/broadcasts', { token: owner.token })).body;
  expect(await current()).toMatchObject({ data: [said.body] });

  const end = (as: string) => stack.request('POST', `/v1/console/broadcasts/${id}/end`, { token: as });
  expect(await end(owner.token)).toMatchObject({ status: 403 });
  expect(await current()).toMatchObject({ data: [said.body] });
  stack.clock.advance(1_000);
  expect(await end(token)).toMatchObject({ status: 200, body: { id } });
  await viewer.heard('system:broadcast', ({ payload }) => payload.ends_at !== (said.body as SystemBroadcast).ends_at);
  expect(await current()).toMatchObject({ data: [] });
  expect(await end(token)).toMatchObject({ status: 404 });
  const { rows } = await stack.composed.database.pool.query<{ body: object }>(
    "SELECT body FROM audit_log WHERE action = 'broadcast.say' AND subject = $1 ORDER BY id",
    [id],
  );
  expect(rows.map((row) => row.body)).toMatchObject([body, body]);
  viewer.close();
});

it('[CN8] lets a broadcast end by itself, in a day unless told and in a week at the latest', async () => {
  const { token } = await signInOperator(stack);
  const say = (ends_at?: Date) =>
    stack.request('POST', '/v1/console/broadcasts', { token, body: { message: 'Soon.', ...(ends_at && { ends_at }) } });
  const inDays = (days: number) => new Date(stack.clock.now().getTime() + days * 86_400_000);
  for (const wrong of [inDays(-1), inDays(8)])
    expect(await say(wrong)).toMatchObject({ status: 422, body: { error: { param: 'ends_at' } } });
  const { ends_at: endsAt } = (await say()).body as SystemBroadcast;
  expect(Math.abs(Date.parse(endsAt) - inDays(1).getTime())).toBeLessThan(60_000);
  stack.clock.advance(86_400_000 + 60_000);
  const { token: later } = await signInOperator(stack);
  expect((await stack.request('GET', '/v1/console/broadcasts', { token: later })).body).toMatchObject({ data: [] });
});
