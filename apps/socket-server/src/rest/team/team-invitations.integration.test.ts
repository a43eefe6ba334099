import { randomBytes } from 'node:crypto';
import type { MerchantRole, NewTeamInvitation, TeamInvitation, TeamInvitationList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { inviteToTeam, joinTeam } from '../../testing/team.ts';
import type { As } from '../../testing/team.ts';
import { createTestMerchant, PASSWORD } from '../../testing/test-merchant.ts';

const OTHER_PASSWORD = 'another horse battery staple 1';
const SEVEN_DAYS_MS = 7 * 86_400_000;

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(async () => {
  await stack.close();
});

const post = (as: As, path: string, body: object = {}) => stack.request('POST', path, { ...as, body });
const asOwner = () => asUser(stack, 'owner');
const waiting = async (as: As) =>
  ((await stack.request('GET', '/v1/team/invitations', as)).body as TeamInvitationList).data;
const lookUp = (invitation: string) =>
  stack.request('POST', '/v1/console/team_invitations/look_up', { token: null, body: { invitation } });
const signIn = async (email: string, password = PASSWORD) =>
  (await stack.request('POST', '/v1/console/sign_in', { token: null, body: { email, password } })) as {
    status: number;
    body: { token: string; user: { merchants: { id: string; role: string }[] } };
  };
const merchantsOf = async (email: string, password?: string) => (await signIn(email, password)).body.user.merchants;

describe('an invitation to the team', () => {
  it('[TM1] makes a member only of who takes it up, under a password of their own, once', async () => {
    const owner = await asOwner();
    const token = await inviteToTeam(stack, owner, 'ada@team.test', 'finance');
    expect((await signIn('ada@team.test')).status).toBe(401);
    expect(await lookUp(token)).toMatchObject({
      status: 200,
      body: { merchant: { id: stack.merchant.id }, role: 'finance', email: 'ada@team.test' },
    });
    expect((await joinTeam(stack, token)).status).toBe(200);
    expect(await merchantsOf('ada@team.test')).toMatchObject([{ id: stack.merchant.id, role: 'finance' }]);
    expect(await joinTeam(stack, token)).toMatchObject({
      status: 404,
      body: { error: { code: 'invitation_not_found' } },
    });
    expect(await post(owner, '/v1/team', { email: 'Ada@team.test', name: 'Ada', role: 'viewer' })).toMatchObject({
      status: 409,
      body: { error: { code: 'already_member' } },
    });
  });

  it('[TM2] answers alike whether the e-mail has an account or not, to whoever invites and whoever holds it', async () => {
    const owner = await asOwner();
    const elsewhere = (await createTestMerchant(stack.composed, 'Elsewhere')).email('owner');
    const shapeOf = async (email: string) => {
      const invited = await post(owner, '/v1/team', { email, name: 'Somebody', role: 'viewer' });
      const { url, ...body } = invited.body as NewTeamInvitation;
      const offer = await lookUp(url.split('#')[1] ?? '');
      const plain = (value: object) =>
        JSON.stringify(value)
          .replaceAll(email, 'E')
          .replace(/tinv_\w+/, 'I')
          .replaceAll(/\d{4}-[^"]*Z/g, 'T');
      return [invited.status, plain(body), offer.status, plain(offer.body as object)];
    };
    expect(await shapeOf(elsewhere)).toEqual(await shapeOf('nobody@team.test'));
  });

  it('[TM2] asks for the password of the account that is there, and adds it to nothing without', async () => {
    const owner = await asOwner();
    const elsewhere = await createTestMerchant(stack.composed, 'Elsewhere');
    const email = elsewhere.email('owner');
    const token = await inviteToTeam(stack, owner, email, 'developer');
    expect(await joinTeam(stack, token, OTHER_PASSWORD)).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_credentials' } },
    });
    expect(await merchantsOf(email)).toHaveLength(1);
    expect((await joinTeam(stack, token)).status).toBe(200);
    expect((await merchantsOf(email)).map(({ id }) => id).toSorted()).toEqual(
      [elsewhere.id, stack.merchant.id].toSorted(),
    );
  });

  it('[TM2] brings nothing to who made an account under another’s e-mail, because the next invitation is not theirs', async () => {
    const planter = await createTestMerchant(stack.composed, 'Planter');
    const email = 'finance@victim.test';
    await joinTeam(stack, await inviteToTeam(stack, await asUser(stack, 'owner', planter), email, 'viewer'));
    const token = await inviteToTeam(stack, await asOwner(), email, 'finance');
    expect((await joinTeam(stack, token, OTHER_PASSWORD)).status).toBe(401);
    expect((await merchantsOf(email)).map(({ id }) => id)).toEqual([planter.id]);
  });

  it('[TM3] is void once another was made, it was withdrawn, it has run out or whoever made it may not any more', async () => {
    const owner = await asOwner();
    const first = await inviteToTeam(stack, owner, 'bea@team.test', 'viewer');
    const second = await inviteToTeam(stack, owner, 'bea@team.test', 'support');
    expect((await joinTeam(stack, first)).status).toBe(404);
    const [open] = (await waiting(owner)).filter(({ email }) => email === 'bea@team.test') as [TeamInvitation];
    expect(open).toMatchObject({ role: 'support' });
    expect(open).not.toHaveProperty('url');
    expect((await post(owner, `/v1/team/invitations/${open.id}/revoke`)).status).toBe(200);
    expect((await joinTeam(stack, second)).status).toBe(404);
    expect((await post(owner, `/v1/team/invitations/${open.id}/revoke`)).status).toBe(404);

    await joinTeam(stack, await inviteToTeam(stack, owner, 'cid@team.test', 'admin'));
    const { token, user } = (await signIn('cid@team.test')).body as never as { token: string; user: { id: string } };
    const headers = { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' };
    const ofLeaver = await inviteToTeam(stack, { token, headers }, 'friend@team.test', 'admin');
    expect((await post(owner, `/v1/team/${user.id}/remove`)).status).toBe(200);
    expect((await joinTeam(stack, ofLeaver)).status).toBe(404);

    const late = await inviteToTeam(stack, owner, 'dan@team.test', 'viewer');
    stack.clock.advance(SEVEN_DAYS_MS);
    expect((await joinTeam(stack, late)).status).toBe(404);
  });

  it('[TM3] is made by nobody whose role was taken a moment ago, while a server still takes them for what they were', async () => {
    const owner = await asOwner();
    await joinTeam(stack, await inviteToTeam(stack, owner, 'leaver@team.test', 'admin'));
    const { token, user } = (await signIn('leaver@team.test')).body as never as { token: string; user: { id: string } };
    const leaver = { token, headers: { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' } };
    const { teamInvitations } = stack.composed.deps;
    const invite = (email: string, role: MerchantRole) => {
      const change = { merchantId: stack.merchant.id, requestId: 'req_late', at: stack.clock.now() };
      const [tokenHash, expiresAt] = [randomBytes(32), new Date(stack.clock.now().getTime() + SEVEN_DAYS_MS)];
      const actor = { type: 'user', id: user.id, name: 'leaver@team.test' } as const;
      return teamInvitations.invite({ email, name: 'Friend', role, tokenHash, expiresAt }, { ...change, actor });
    };
    expect(await invite('friend@team.test', 'admin')).toMatchObject({ role: 'admin' });
    expect(await invite('friend@team.test', 'owner')).toBeNull();
    expect((await post(owner, `/v1/team/${user.id}/remove`)).status).toBe(200);
    expect(await invite('friend@team.test', 'admin')).toBeNull();
    expect((await post(leaver, '/v1/team', { email: 'friend@team.test', name: 'Friend', role: 'admin' })).status).toBe(
      403,
    );
    expect((await waiting(owner)).map(({ email }) => email)).not.toContain('friend@team.test');
  });

  it('[TM1] of two who take it up at once serves one', async () => {
    const token = await inviteToTeam(stack, await asOwner(), 'eve@team.test', 'viewer');
    const answers = await Promise.all([joinTeam(stack, token), joinTeam(stack, token)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is made, seen and withdrawn by who may: only an owner invites owners, and a merchant sees its own alone', async () => {
    const owner = await asOwner();
    const viewer = await asUser(stack, 'viewer');
    const body = { email: 'flo@team.test', name: 'Flo', role: 'owner' };
    expect((await post(viewer, '/v1/team', body)).status).toBe(403);
    await joinTeam(stack, await inviteToTeam(stack, owner, 'admin@team.test', 'admin'));
    const { token } = (await signIn('admin@team.test')).body;
    const admin = { token, headers: { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test' } };
    expect(await post(admin, '/v1/team', body)).toMatchObject({
      status: 403,
      body: { error: { code: 'owner_required' } },
    });
    const { id } = (await post(owner, '/v1/team', body)).body as NewTeamInvitation;
    expect((await post(viewer, `/v1/team/invitations/${id}/revoke`)).status).toBe(403);
    const other = await createTestMerchant(stack.composed, 'Other');
    const theirs = await signIn(other.email('owner'));
    const stranger = {
      token: theirs.body.token,
      headers: { 'fieldfare-merchant': other.id, 'fieldfare-mode': 'test' },
    };
    expect(await waiting(stranger)).toEqual([]);
    expect((await post(stranger, `/v1/team/invitations/${id}/revoke`)).status).toBe(404);
  });

  it('leaves its trace in the audit log, and its secrets nowhere', async () => {
    const owner = await asOwner();
    const token = await inviteToTeam(stack, owner, 'gil@team.test', 'viewer');
    await joinTeam(stack, token);
    const { rows } = await stack.composed.database.pool.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE merchant_id = $1 AND (body->>'email' = $2 OR actor->>'name' = $2) ORDER BY id",
      [stack.merchant.id, 'gil@team.test'],
    );
    expect(rows.map(({ action }) => action)).toEqual(['team.invite', 'team.join']);
    const written = stack.lines.join('\n');
    for (const secret of [token, PASSWORD]) expect(written).not.toContain(secret);
  });
});
