import { createInstallation } from '@fieldfare/db';
import type { TeamInvitation, TeamMember, TeamMemberList } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { connectConsole } from '../../testing/console-client.ts';
import { setUpSecondFactor } from '../../testing/second-factor.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { inviteToTeam, joinTeam } from '../../testing/team.ts';
import type { As } from '../../testing/team.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(async () => {
  await stack.close();
});

const post = async (as: As, path: string, body: object = {}) => {
  const answered = await stack.request('POST', path, { ...as, body });
  expect(answered.status).toBe(200);
};
const waiting = async (as: As) =>
  ((await stack.request('GET', '/v1/team/invitations', as)).body as { data: TeamInvitation[] }).data;
const memberOf = async (as: As, email: string): Promise<TeamMember> => {
  const { data } = (await stack.request('GET', '/v1/team', as)).body as TeamMemberList;
  const member = data.find((one) => one.email === email);
  if (!member) throw new Error(`${email} is no member`);
  return member;
};
const open = async (role: 'owner' | 'viewer', merchant = stack.merchant) =>
  connectConsole(stack.url, (await stack.signIn(role, merchant)).token, stack.settings.origins.web);

it('[RM10] tells whoever may read the team of every invitation, member and role that changes, in order and once', async () => {
  const owner = await asUser(stack, 'owner');
  const viewer = await open('viewer');
  const room = `merchant:${stack.merchant.id}:team`;
  expect(await viewer.send('subscribe', { room })).toMatchObject({ type: 'subscribed', sequence: 0 });

  await inviteToTeam(stack, owner, 'withdrawn@team.test', 'viewer');
  const [withdrawn] = await waiting(owner);
  await post(owner, `/v1/team/invitations/${withdrawn?.id}/revoke`);
  const invitation = await inviteToTeam(stack, owner, 'ada@team.test', 'finance');
  const [taken] = await waiting(owner);
  expect((await joinTeam(stack, invitation)).status).toBe(200);
  const { id } = await memberOf(owner, 'ada@team.test');
  await post(owner, `/v1/team/${id}`, { role: 'support' });
  await post(owner, `/v1/team/${id}/remove`);

  await viewer.heard('team:updated', ({ payload }) => payload.action === 'remove');
  const told = viewer.pushes.filter(({ event }) => event === 'team:updated').map(({ payload }) => payload);
  expect(told).toMatchObject(
    [
      { id: withdrawn?.id, action: 'invite' },
      { id: withdrawn?.id, action: 'revoke_invitation' },
      { id: taken?.id, action: 'invite' },
      { id, action: 'join' },
      { id, action: 'change_role' },
      { id, action: 'remove' },
    ].map((payload, index) => ({ payload, room, sequence: index + 1 })),
  );
  viewer.close();
});

it('[RM10] tells of a member that the command line made, though no server was asked', async () => {
  const elsewhere = await createTestMerchant(stack.composed, 'By command line');
  const viewer = await open('viewer', elsewhere);
  await viewer.send('subscribe', { room: `merchant:${elsewhere.id}:team` });
  const id = await createInstallation(stack.composed.database).createMember(
    { email: 'made@team.test', name: 'Made', passwordHash: 'none', role: 'VENDOR' },
    {
      merchantId: elsewhere.id,
      role: 'support',
      actor: { type: 'system', id: null, name: 'Operator' },
      at: new Date(),
    },
  );
  expect(await viewer.heard('team:updated')).toMatchObject({ payload: { id, action: 'join' } });
  viewer.close();
});

it('[RM10] tells of a member who sets up a second factor, and of one who has none any more', async () => {
  const merchant = await createTestMerchant(stack.composed, 'Careful');
  const viewer = await open('viewer', merchant);
  const room = `merchant:${merchant.id}:team`;
  await viewer.send('subscribe', { room });
  const signedIn = await stack.signIn('owner', merchant);
  await setUpSecondFactor(stack, signedIn.token);
  const { id } = signedIn.user;
  const told = { room, payload: { id, action: 'second_factor' } };
  expect(await viewer.heard('team:updated')).toMatchObject({ ...told, sequence: 1 });
  const operator = { type: 'system', id: null, name: 'Operator' } as const;
  const reset = { email: merchant.email('owner'), shopper: null, actor: operator };
  await createInstallation(stack.composed.database).resetSecondFactor(reset, stack.clock.now());
  expect(await viewer.heard('team:updated', ({ sequence }) => sequence === 2)).toMatchObject(told);
  viewer.close();
});

it('[RM4] [RM10] says nothing of a team to who works elsewhere', async () => {
  const stranger = await open('owner', await createTestMerchant(stack.composed, 'Elsewhere'));
  const room = `merchant:${stack.merchant.id}:team`;
  expect(await stranger.send('subscribe', { room })).toMatchObject({ detail: 'room_not_allowed' });
  stranger.close();
});
