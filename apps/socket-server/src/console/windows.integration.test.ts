import { createInstallation } from '@fieldfare/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { connectConsole } from '../testing/console-client.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { PASSWORD } from '../testing/test-merchant.ts';

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
  expect(await one.send('state:publish', { state })).toMatchObject({ type: 'published' });
  expect(await other.heard('session:sync')).toMatchObject({ room, sequence: 1, payload: { action: 'state', state } });
  expect(stranger.pushes).toEqual([]);
  expect(await one.send('state:publish', { state: { theme: 'pink' } as never })).toMatchObject({
    code: 'validation_error',
  });
  for (const window of [one, other, stranger]) window.close();
});

it("[RM7] opens each of a merchant's rooms to who has its permission, and none that is not there", async () => {
  const viewer = await open('viewer');
  for (const purpose of ['payments', 'dashboard', 'approvals'])
    expect(await viewer.send('subscribe', { room: `merchant:${stack.merchant.id}:${purpose}` })).toMatchObject({
      type: 'subscribed',
    });
  expect(await viewer.send('subscribe', { room: 'role:ADMIN' })).toMatchObject({ detail: 'room_not_allowed' });
  expect(await viewer.send('subscribe', { room: 'role:VENDOR' })).toMatchObject({ type: 'subscribed' });
  viewer.close();
});

it('[CN8] tells everybody what an operator says, and lets nobody else say it', async () => {
  const viewer = await open('viewer');
  await viewer.send('subscribe', { room: 'broadcast' });
  const owner = await asUser(stack, 'owner');
  const body = { message: 'Maintenance tonight.', severity: 'warning' };
  expect(await stack.request('POST', '/v1/console/broadcasts', { ...owner, body })).toMatchObject({ status: 403 });
  const { deps, database } = stack.composed;
  const passwordHash = await deps.passwordHasher.hash(PASSWORD);
  const email = 'operator@fieldfare.test';
  await createInstallation(database).ensureUser(
    { email, name: 'Operator', passwordHash, role: 'ADMIN' },
    stack.clock.now(),
  );
  const signIn = { email, password: PASSWORD };
  const { token } = (await stack.request('POST', '/v1/console/sign_in', { token: null, body: signIn })).body as {
    token: string;
  };
  expect(await stack.request('POST', '/v1/console/broadcasts', { token, body })).toMatchObject({ status: 201 });
  expect(await viewer.heard('system:broadcast')).toMatchObject({
    room: 'broadcast',
    payload: { ...body, ends_at: null },
  });
  viewer.close();
});
