import { randomUUID } from 'node:crypto';
import { createInstallation } from '@fieldfare/db';
import type { AuditLog, NotificationList, SecondFactorSetUp, TeamMemberList } from '@fieldfare/protocol';
import { Secret } from 'otpauth';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectConsole } from '../../testing/console-client.ts';
import { challengeOf, codeOf, setUpSecondFactor } from '../../testing/second-factor.ts';
import { startBeside } from '../../testing/start-beside.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD } from '../../testing/test-merchant.ts';
import type { TestMerchant } from '../../testing/test-merchant.ts';

const PATH = '/v1/console/second_factor';
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});
afterAll(async () => {
  await stack.close();
});

const newMerchant = (name: string) => createTestMerchant(stack.composed, name);
const asMember = ({ id }: TestMerchant, token: string) => ({
  token,
  headers: { 'fieldfare-merchant': id, 'fieldfare-mode': 'test' },
});
const post = (path: string, token: string | null, body: object) => stack.request('POST', path, { token, body });
const answer = (challenge: string, code: string) =>
  post('/v1/console/sign_in/second_factor', null, { challenge, code });
const me = (token: string) => stack.request('GET', '/v1/console/me', { token });
const errorCode = (code: string) => ({ body: { error: { code } } });
const proof = (code: string, current_password = PASSWORD) => ({ current_password, code });
const now = () => stack.clock.now();

describe('[SF1] a second factor', () => {
  it('is set up by the password and a code, ends the other sessions and sockets, tells the person, and is in the audit log', async () => {
    const merchant = await newMerchant('Setting up');
    const [mine, other] = [await stack.signIn('owner', merchant), await stack.signIn('owner', merchant)];
    const ended = await connectConsole(stack.url, other.token, stack.settings.origins.web);
    const gone = ended.gone();
    expect(await stack.request('GET', PATH, { token: mine.token })).toMatchObject({
      status: 200,
      body: { enabled_at: null, recovery_codes_left: 0, required_by: [] },
    });
    const { secret, uri } = (await post(`${PATH}/set_up`, mine.token, {})).body as SecondFactorSetUp;
    expect(uri).toContain(`secret=${secret}`);
    const confirm = (code: string, password?: string) => post(`${PATH}/confirm`, mine.token, proof(code, password));
    const code = codeOf(secret, now());
    expect(await confirm(code, 'not the one 3')).toMatchObject({ status: 422, ...errorCode('current_password_wrong') });
    expect(await confirm('000000')).toMatchObject({ status: 422, ...errorCode('code_wrong') });
    expect(await confirm(code)).toMatchObject({ status: 200, body: { ended_sessions: 1 } });
    await gone;
    expect((await me(other.token)).status).toBe(401);
    expect((await me(mine.token)).status).toBe(200);
    expect(await stack.request('GET', PATH, { token: mine.token })).toMatchObject({
      body: { enabled_at: expect.any(String), recovery_codes_left: 10 },
    });
    expect(await post(`${PATH}/set_up`, mine.token, {})).toMatchObject({
      status: 409,
      ...errorCode('second_factor_on'),
    });
    const as = asMember(merchant, mine.token);
    const told = (await stack.request('GET', '/v1/notifications', as)).body as NotificationList;
    expect(told.data.map(({ kind }) => kind)).toContain('account.second_factor_on');
    const log = (await stack.request('GET', '/v1/audit_log?action=second_factor.*', as)).body as AuditLog;
    expect(log.data).toMatchObject([{ action: 'second_factor.enabled', subject: mine.user.id }]);
    const refresh = (refresh_token: string) => post('/v1/console/refresh', null, { refresh_token });
    const { refresh_token: next } = (await refresh(mine.refresh_token)).body as { refresh_token?: string };
    expect(next).toMatch(/^[\w-]{43}$/);
  });

  it('is asked for after the right password alone, by a challenge that is no session, and signs in', async () => {
    const merchant = await newMerchant('Signing in');
    const { secret, codes } = await setUpSecondFactor(stack, (await stack.signIn('owner', merchant)).token);
    const email = merchant.email('owner');
    expect(await post('/v1/console/sign_in', null, { email, password: 'not the one 3' })).toMatchObject({
      status: 401,
      ...errorCode('invalid_credentials'),
    });
    const challenge = await challengeOf(stack, merchant, 'owner');
    expect((await me(challenge)).status).toBe(401);
    const socket = connectConsole(stack.url, challenge, stack.settings.origins.web);
    await expect(socket).rejects.toMatchObject({ refusal: { detail: 'invalid_token' } });
    expect(await answer(challenge, '000000')).toMatchObject({ status: 401, ...errorCode('second_factor_code_wrong') });
    const code = codeOf(secret, now());
    const signedIn = await answer(challenge, `${code.slice(0, 3)} ${code.slice(3)}`);
    expect(signedIn).toMatchObject({ status: 200, body: { object: 'console_session', user: { email } } });
    expect(await answer(challenge, codes[0] ?? '')).toMatchObject({
      status: 401,
      ...errorCode('sign_in_challenge_over'),
    });
    const { token } = signedIn.body as { token: string };
    expect((await me(token)).status).toBe(200);
    const metrics = await stack.composed.deps.metrics.securityEvents.get();
    expect(metrics.values).toContainEqual(expect.objectContaining({ labels: { type: 'second_factor_failed' } }));
  });

  it('is answered by a recovery code, once, which is told and audited', async () => {
    const merchant = await newMerchant('Recovering');
    const { codes } = await setUpSecondFactor(stack, (await stack.signIn('owner', merchant)).token);
    const challenge = await challengeOf(stack, merchant, 'owner');
    const { token } = (await answer(challenge, codes[0] ?? '')).body as { token: string };
    const next = await challengeOf(stack, merchant, 'owner');
    expect((await answer(next, codes[0] ?? '')).status).toBe(401);
    const as = asMember(merchant, token);
    const told = (await stack.request('GET', '/v1/notifications', as)).body as NotificationList;
    const used = told.data.find(({ kind }) => kind === 'account.recovery_code_used');
    expect(used?.body).toContain('9 are left');
    const log = (await stack.request('GET', '/v1/audit_log?action=second_factor.recovery_used', as)).body as AuditLog;
    expect(log.data).toHaveLength(1);
  });

  it('is turned off, and its recovery codes replaced, by the password and a code', async () => {
    const merchant = await newMerchant('Turning off');
    const { token } = await stack.signIn('owner', merchant);
    expect(await post(`${PATH}/turn_off`, token, proof('123456'))).toMatchObject({
      status: 409,
      ...errorCode('second_factor_off'),
    });
    const { secret, codes } = await setUpSecondFactor(stack, token);
    expect(await post(`${PATH}/turn_off`, token, proof('000000'))).toMatchObject({
      status: 422,
      ...errorCode('code_wrong'),
    });
    const replaced = await post(`${PATH}/recovery_codes`, token, proof(codeOf(secret, now())));
    expect(replaced).toMatchObject({ status: 200, body: { ended_sessions: 0 } });
    const { codes: fresh } = replaced.body as { codes: string[] };
    expect((await post(`${PATH}/turn_off`, token, proof(codes[0] ?? ''))).status).toBe(422);
    expect(await post(`${PATH}/turn_off`, token, proof(fresh[0] ?? ''))).toMatchObject({
      status: 200,
      body: { enabled_at: null, recovery_codes_left: 0 },
    });
    expect((await stack.signIn('owner', merchant)).object).toBe('console_session');
  });

  it('lets nobody in by the password alone at the moment in which it is turned on', async () => {
    const merchant = await newMerchant('At once');
    const client = await stack.composed.database.pool.connect();
    const email = merchant.email('owner');
    try {
      await client.query('BEGIN');
      await client.query('UPDATE users SET second_factor_at = now() WHERE email = $1', [email]);
      const signingIn = post('/v1/console/sign_in', null, { email, password: PASSWORD });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await client.query('COMMIT');
      expect(await signingIn).toMatchObject({ status: 401, ...errorCode('invalid_credentials') });
      const sessions = 'SELECT 1 FROM console_sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1';
      expect((await client.query(sessions, [email])).rowCount).toBe(0);
    } finally {
      client.release();
    }
  });

  it('is for people who are signed in', async () => {
    for (const path of ['set_up', 'confirm', 'recovery_codes', 'turn_off'])
      expect(
        (await post(`${PATH}/${path}`, stack.merchant.secret, path === 'set_up' ? {} : proof('123456'))).status,
      ).toBe(401);
  });

  it('stays after a change and a reset of the password', async () => {
    const merchant = await newMerchant('Resetting');
    const email = merchant.email('owner');
    const { codes } = await setUpSecondFactor(stack, (await stack.signIn('owner', merchant)).token);
    const waiting = await challengeOf(stack, merchant, 'owner');
    await createInstallation(stack.composed.database).resetPassword(
      {
        email,
        passwordHash: await stack.composed.deps.passwordHasher.hash('one-time word 7'),
        oneTimeUntil: new Date(now().getTime() + 86_400_000),
        actor: { type: 'system', id: null, name: 'Operator' },
      },
      now(),
    );
    expect(await answer(waiting, codes[0] ?? '')).toMatchObject(errorCode('sign_in_challenge_over'));
    const own = { email, password: 'one-time word 7', new_password: 'battery staple 2' };
    expect((await post('/v1/console/one_time_password', null, own)).status).toBe(200);
    expect(await post('/v1/console/sign_in', null, { email, password: 'battery staple 2' })).toMatchObject({
      status: 200,
      body: { object: 'second_factor_challenge' },
    });
  });
});

describe('[SF2] what serves once', () => {
  it('is taken by one of two servers that are asked at the same moment: a code of the app, and a recovery code', async () => {
    const beside = await startBeside(stack, { runsJobs: false });
    try {
      const merchant = await newMerchant('Racing');
      const { secret, codes } = await setUpSecondFactor(stack, (await stack.signIn('owner', merchant)).token);
      const [recoveryCode = ''] = codes;
      const ask = async (url: string, challenge: string, code: string) => {
        const body = JSON.stringify({ challenge, code });
        const headers = { 'content-type': 'application/json' };
        return (await fetch(`${url}/v1/console/sign_in/second_factor`, { method: 'POST', headers, body })).status;
      };
      for (const code of [codeOf(secret, now()), recoveryCode]) {
        const challenges = await Promise.all(Array.from({ length: 6 }, () => challengeOf(stack, merchant, 'owner')));
        const answers = await Promise.all(
          challenges.map((challenge, index) => ask(index % 2 ? stack.url : beside.url, challenge, code)),
        );
        expect(answers.filter((status) => status === 200)).toHaveLength(1);
        expect(answers.filter((status) => status === 401)).toHaveLength(5);
        stack.clock.advance(31 * 60_000);
      }
    } finally {
      await beside.close();
    }
  });

  it('is a challenge, whichever server it is sent to, and has five tries at all of them together', async () => {
    const merchant = await newMerchant('Guessing');
    const { secret } = await setUpSecondFactor(stack, (await stack.signIn('owner', merchant)).token);
    const challenge = await challengeOf(stack, merchant, 'owner');
    const answers = await Promise.all(Array.from({ length: 9 }, () => answer(challenge, '000000')));
    const codes = answers.map(({ body }) => (body as { error: { code: string } }).error.code);
    expect(codes.filter((code) => code === 'second_factor_code_wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign_in_challenge_over')).toHaveLength(4);
    expect(await answer(challenge, codeOf(secret, now()))).toMatchObject(errorCode('sign_in_challenge_over'));
    const { rows } = await stack.composed.database.pool.query(
      'SELECT n.kind FROM notifications n JOIN users u ON u.id = n.user_id WHERE u.email = $1 ORDER BY n.id',
      [merchant.email('owner')],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['account.second_factor_on', 'account.second_factor_failed']);
  });
});

describe('[SF3] a merchant that asks its team for a second factor', () => {
  it('takes every right from who has none, within a second and on open sockets, until they have set one up', async () => {
    const merchant = await newMerchant('Asking');
    const owner = await stack.signIn('owner', merchant);
    const viewer = await stack.signIn('viewer', merchant);
    const window = await connectConsole(stack.url, viewer.token, stack.settings.origins.web);
    await window.send('subscribe', { room: `merchant:${merchant.id}:payments` });
    await window.send('subscribe', { room: `user:${viewer.user.id}` });
    const { codes } = await setUpSecondFactor(stack, owner.token);
    const rule = (token: string, required: boolean) =>
      stack.request('POST', '/v1/team/second_factor', { ...asMember(merchant, token), body: { required } });
    expect((await rule(viewer.token, true)).status).toBe(403);
    const told = window.heard('session:sync');
    expect(await rule(owner.token, true)).toMatchObject({ status: 200, body: { required: true } });
    stack.clock.advance(500);
    expect(await told).toMatchObject({ payload: { action: 'rights_changed' } });
    const asViewer = asMember(merchant, viewer.token);
    for (const path of ['/v1/payments', '/v1/team', '/v1/notifications'])
      expect(await stack.request('GET', path, asViewer)).toMatchObject({
        status: 403,
        ...errorCode('second_factor_set_up_required'),
      });
    const words = { current_password: PASSWORD, new_password: 'battery staple 2' };
    expect((await post('/v1/console/password', viewer.token, words)).status).toBe(403);
    expect(await window.send('subscribe', { room: `merchant:${merchant.id}:dashboard` })).toMatchObject({
      detail: 'room_not_allowed',
    });
    expect(await me(viewer.token)).toMatchObject({
      status: 200,
      body: { must_set_up_second_factor: true, permissions: [], merchants: [{ permissions: [] }] },
    });
    expect(await stack.request('GET', PATH, { token: viewer.token })).toMatchObject({
      body: { required_by: ['Asking'] },
    });
    const team = (await stack.request('GET', '/v1/team', asMember(merchant, owner.token))).body as TeamMemberList;
    expect(Object.fromEntries(team.data.map((member) => [member.role, member.has_second_factor]))).toEqual({
      owner: true,
      viewer: false,
    });
    await setUpSecondFactor(stack, viewer.token);
    stack.clock.advance(500);
    expect((await stack.request('GET', '/v1/payments', asViewer)).status).toBe(200);
    const trail = '/v1/audit_log?action=team.require_second_factor';
    const log = (await stack.request('GET', trail, asMember(merchant, owner.token))).body as AuditLog;
    expect(log.data).toMatchObject([{ subject: merchant.id, actor: { id: owner.user.id } }]);
    // Whoever turns theirs off begins anew.
    expect((await post(`${PATH}/turn_off`, owner.token, proof(codes[0] ?? ''))).status).toBe(200);
    stack.clock.advance(500);
    expect((await stack.request('GET', '/v1/payments', asMember(merchant, owner.token))).status).toBe(403);
    window.close();
  });

  it('lets who has just set one up go on at once', async () => {
    const merchant = await newMerchant('At once');
    const owner = await stack.signIn('owner', merchant);
    const viewer = await stack.signIn('viewer', merchant);
    await setUpSecondFactor(stack, owner.token);
    const rule = { ...asMember(merchant, owner.token), body: { required: true } };
    expect((await stack.request('POST', '/v1/team/second_factor', rule)).status).toBe(200);
    stack.clock.advance(500);
    const look = async () => (await stack.request('GET', '/v1/payments', asMember(merchant, viewer.token))).status;
    expect(await look()).toBe(403);
    const { secret } = (await post(`${PATH}/set_up`, viewer.token, {})).body as SecondFactorSetUp;
    expect((await post(`${PATH}/confirm`, viewer.token, proof(codeOf(secret, now())))).status).toBe(200);
    expect(await look()).toBe(200);
  });
});

describe('[SF4] the secret of a second factor', () => {
  it('is nowhere in the database, the logs, the audit log or an address, and neither is a recovery code', async () => {
    const merchant = await newMerchant('Canary');
    const { token } = await stack.signIn('owner', merchant);
    const { secret, codes } = await setUpSecondFactor(stack, token);
    await answer(await challengeOf(stack, merchant, 'owner'), codeOf(secret, now()));
    await answer(await challengeOf(stack, merchant, 'owner'), codes[0] ?? '');
    const raw = Buffer.from(Secret.fromBase32(secret).bytes);
    const needles = [
      secret,
      secret.toLowerCase(),
      raw.toString('hex'),
      raw.toString('base64'),
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replaceAll('=', ''),
      ...codes.flatMap((code) => [code, code.replaceAll('-', ''), Buffer.from(code).toString('hex')]),
    ];
    const control = randomUUID();
    await stack.composed.database.pool.query('UPDATE users SET name = $1 WHERE email = $2', [
      control,
      merchant.email('owner'),
    ]);
    const dump = await wholeDatabase(stack.database.ownerUrl);
    const everything = `${dump}\n${stack.lines.join('\n')}`.toLowerCase();
    expect(everything).toContain(control);
    expect(everything).toContain('second_factor.enabled');
    expect(needles.filter((needle) => everything.includes(needle.toLowerCase()))).toEqual([]);
  });

  it('opens for nobody else: in another person’s row it is unreadable', async () => {
    const merchant = await newMerchant('Moved');
    const [owner, viewer] = [await stack.signIn('owner', merchant), await stack.signIn('viewer', merchant)];
    const { secret } = await setUpSecondFactor(stack, owner.token);
    await setUpSecondFactor(stack, viewer.token);
    await stack.composed.database.pool.query(
      'UPDATE second_factors SET secret_id = (SELECT secret_id FROM second_factors WHERE user_id = $1) WHERE user_id = $2',
      [owner.user.id, viewer.user.id],
    );
    const moved = await answer(await challengeOf(stack, merchant, 'viewer'), codeOf(secret, now()));
    expect(moved.status).toBe(500);
  });
});

/** Every row of every table, as text; bytes in hexadecimal. */
async function wholeDatabase(connectionString: string): Promise<string> {
  const owner = new pg.Client({ connectionString });
  await owner.connect();
  try {
    const { rows: tables } = await owner.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'vault', 'sandbox')",
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await owner.end();
  }
}
