import { createInstallation } from '@fieldfare/db';
import type { AuditLog, ConsoleTokenAnswer, NotificationList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { connectConsole } from '../../testing/console-client.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD } from '../../testing/test-merchant.ts';
import type { TestMerchant } from '../../testing/test-merchant.ts';

const NEXT = 'battery staple 2';
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(async () => {
  await stack.close();
});

const open = (token: string) => connectConsole(stack.url, token, stack.settings.origins.web);
const signIn = (email: string, password = PASSWORD) =>
  stack.request('POST', '/v1/console/sign_in', { token: null, body: { email, password } });
const change = (token: string, body: object) => stack.request('POST', '/v1/console/password', { token, body });
const words = (current_password: string, new_password: string) => ({ current_password, new_password });
const newMerchant = (name: string) => createTestMerchant(stack.composed, name);

/** Makes the owner's password a one-time one, as the command line does. */
async function reset(merchant: TestMerchant, password: string): Promise<void> {
  const { deps, database } = stack.composed;
  await createInstallation(database).resetPassword(
    {
      email: merchant.email('owner'),
      passwordHash: await deps.passwordHasher.hash(password),
      oneTimeUntil: new Date(stack.clock.now().getTime() + 86_400_000),
      actor: { type: 'system', id: null, name: 'Operator' },
    },
    stack.clock.now(),
  );
}

describe('[PW6] the session in which a password was changed', () => {
  const refresh = (refresh_token: string) =>
    stack.request('POST', '/v1/console/refresh', { token: null, body: { refresh_token } });

  it('gets another refresh token, once, and is over where the former one is sent again', async () => {
    const { token, refresh_token: former } = await stack.signIn('owner', await newMerchant('Rotating'));
    expect((await refresh(former)).body).not.toHaveProperty('refresh_token');
    await change(token, words(PASSWORD, NEXT));
    const { refresh_token: next } = (await refresh(former)).body as ConsoleTokenAnswer;
    expect(next).toMatch(/^[\w-]{43}$/);
    expect((await refresh(next ?? '')).body).not.toHaveProperty('refresh_token');
    expect((await stack.request('GET', '/v1/console/me', { token })).status).toBe(200);
    expect((await refresh(former)).status).toBe(401);
    expect((await refresh(next ?? '')).status).toBe(401);
    expect((await stack.request('GET', '/v1/console/me', { token })).status).toBe(401);
  });
});

describe('[PW1] changing one’s own password', () => {
  it('ends every other session and its open sockets within a second, tells the person, and is in the audit log', async () => {
    const merchant = await newMerchant('Changing');
    const [mine, other] = [await stack.signIn('owner', merchant), await stack.signIn('owner', merchant)];
    const [kept, ended] = [await open(mine.token), await open(other.token)];
    const gone = ended.gone();
    expect(await change(mine.token, words(PASSWORD, NEXT))).toMatchObject({
      status: 200,
      body: { object: 'password_changed', ended_sessions: 1 },
    });
    await gone;
    expect(await ended.heard('session:sync')).toMatchObject({ payload: { action: 'signed_out' } });
    expect(kept.socket.connected).toBe(true);
    expect((await stack.request('GET', '/v1/console/me', { token: other.token })).status).toBe(401);
    expect((await stack.request('GET', '/v1/console/me', { token: mine.token })).status).toBe(200);
    expect((await signIn(merchant.email('owner'))).status).toBe(401);
    expect((await signIn(merchant.email('owner'), NEXT)).status).toBe(200);

    const as = { token: mine.token, headers: { 'fieldfare-merchant': merchant.id, 'fieldfare-mode': 'test' } };
    const told = (await stack.request('GET', '/v1/notifications', as)).body as NotificationList;
    expect(told.data).toMatchObject([{ kind: 'account.password_changed', subject: mine.user.id }]);
    const log = (await stack.request('GET', '/v1/audit_log', as)).body as AuditLog;
    expect(log.data.find(({ action }) => action === 'user.password_change')).toMatchObject({
      subject: mine.user.id,
      actor: { type: 'user', id: mine.user.id },
    });
    const { rows } = await stack.composed.database.pool.query(
      'SELECT body::text || actor::text AS said FROM audit_log',
    );
    for (const secret of [PASSWORD, NEXT]) {
      expect(JSON.stringify(rows)).not.toContain(secret);
      expect(stack.lines.join('\n')).not.toContain(secret);
    }
    kept.close();
  });

  it('is refused without the present one, with a weak one and with a former one, and nothing ends by that', async () => {
    const merchant = await newMerchant('Refused');
    const { token } = await stack.signIn('owner', merchant);
    const refused = async (from: string, to: string) => {
      const { status, body } = await change(token, words(from, to));
      return [status, (body as { error: { code: string } }).error.code];
    };
    expect(await refused('not the one 3', NEXT)).toEqual([422, 'current_password_wrong']);
    expect(await refused(PASSWORD, 'short1')).toEqual([422, 'password_too_weak']);
    expect(await refused(PASSWORD, PASSWORD)).toEqual([422, 'password_reused']);
    for (const [from, to] of [
      [PASSWORD, 'battery staple 2'],
      ['battery staple 2', 'battery staple 3'],
      ['battery staple 3', 'battery staple 4'],
    ] as const)
      expect((await change(token, words(from, to))).status).toBe(200);
    expect(await refused('battery staple 4', PASSWORD)).toEqual([422, 'password_reused']);
    expect((await change(token, words('battery staple 4', 'battery staple 5'))).status).toBe(200);
    expect((await change(token, words('battery staple 5', PASSWORD))).status).toBe(200);
    const { rows } = await stack.composed.database.pool.query(
      'SELECT count(*)::int AS kept FROM former_passwords f JOIN users u ON u.id = f.user_id WHERE u.email = $1',
      [merchant.email('owner')],
    );
    expect(rows).toEqual([{ kept: 3 }]);
  });

  it('is for people who are signed in, and changes nobody else’s', async () => {
    const { token } = await asUser(stack, 'viewer');
    expect((await stack.request('POST', '/v1/console/password', { body: words(PASSWORD, NEXT) })).status).toBe(401);
    expect((await change(token, words(PASSWORD, NEXT))).status).toBe(200);
    expect((await signIn(stack.merchant.email('owner'))).status).toBe(200);
  });
});

describe('[PW2] a one-time password', () => {
  it('lets nobody in, and is replaced by one’s own, once; what was open by the old one has ended', async () => {
    const merchant = await newMerchant('Reset');
    const email = merchant.email('owner');
    const before = await stack.signIn('owner', merchant);
    const console = await open(before.token);
    const gone = console.gone();
    await reset(merchant, 'one-time word 7');
    stack.clock.advance(500);
    await gone;
    expect((await stack.request('GET', '/v1/console/me', { token: before.token })).status).toBe(401);
    expect((await signIn(email)).status).toBe(401);
    expect(await signIn(email, 'one-time word 7')).toMatchObject({
      status: 403,
      body: { error: { code: 'password_change_required' } },
    });
    const replace = (new_password: string, password = 'one-time word 7') =>
      stack.request('POST', '/v1/console/one_time_password', { token: null, body: { email, password, new_password } });
    expect(await replace(PASSWORD)).toMatchObject({ status: 422, body: { error: { code: 'password_reused' } } });
    expect(await replace(NEXT, 'wrong')).toMatchObject({ status: 401 });
    expect(await replace(NEXT)).toMatchObject({ status: 200, body: { ended_sessions: 0 } });
    expect((await signIn(email, NEXT)).status).toBe(200);
    expect(await replace('battery staple 3', NEXT)).toMatchObject({
      status: 409,
      body: { error: { code: 'no_one_time_password' } },
    });
    const { rows } = await stack.composed.database.pool.query(
      "SELECT action, merchant_id FROM audit_log WHERE action LIKE 'user.password%' AND merchant_id = $1 ORDER BY id",
      [merchant.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['user.password_reset', 'user.password_change']);
  });

  it('joins no team', async () => {
    const merchant = await newMerchant('Joining');
    await reset(merchant, 'one-time word 7');
    const owner = await asUser(stack, 'owner');
    const body = { email: merchant.email('owner'), name: 'Invited', role: 'viewer' };
    const { url } = (await stack.request('POST', '/v1/team', { ...owner, body })).body as { url: string };
    const taken = { invitation: url.split('#')[1], password: 'one-time word 7' };
    expect(
      await stack.request('POST', '/v1/console/team_invitations/accept', { token: null, body: taken }),
    ).toMatchObject({ status: 403, body: { error: { code: 'password_change_required' } } });
  });
});

describe('[PW3] signing in while the password is being changed', () => {
  it('waits for the change and then lets nobody in by the old one', async () => {
    const merchant = await newMerchant('Racing');
    const database = stack.composed.database;
    const client = await database.pool.connect();
    try {
      const { rows } = await client.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [
        merchant.email('owner'),
      ]);
      await client.query('BEGIN');
      await client.query("UPDATE users SET password_hash = 'another' WHERE id = $1", [rows[0]?.id]);
      const signingIn = signIn(merchant.email('owner'));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await client.query('COMMIT');
      expect((await signingIn).status).toBe(401);
      const sessions = await client.query('SELECT 1 FROM console_sessions WHERE user_id = $1', [rows[0]?.id]);
      expect(sessions.rowCount).toBe(0);
    } finally {
      client.release();
    }
  });
});
