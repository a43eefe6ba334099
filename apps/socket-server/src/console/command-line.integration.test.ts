import { join } from 'node:path';
import { runCli } from '@fieldfare/cli/testing';
import type { RunCliOptions } from '@fieldfare/cli/testing';
import { createInstallation } from '@fieldfare/db';
import type { ConsoleSignIn, SecondFactorChallenge } from '@fieldfare/protocol';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, setUpSecondFactor } from '../testing/second-factor.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD } from '../testing/test-merchant.ts';

const HALF_MINUTE_MS = 30_000;
const MINUTE_MS = 60_000;
let stack: TestStack;
let owner: pg.Client;
beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
  owner = new pg.Client({ connectionString: stack.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await stack.close();
});

const now = () => stack.clock.now();
const cli = (argv: string, options: RunCliOptions = {}) =>
  runCli(argv.split(' '), {
    clock: stack.clock,
    ...options,
    env: { FIELDFARE_DATA_DIR: stack.dataDir, PAYMENTS_DATABASE_URL: stack.database.paymentsUrl, ...options.env },
  });
const signIn = async (email: string) => {
  const body = { email, password: PASSWORD };
  return (await stack.request('POST', '/v1/console/sign_in', { token: null, body })).body;
};
const tokenOf = async (email: string) => ((await signIn(email)) as ConsoleSignIn).token;
const challengeOf = async (email: string) => ((await signIn(email)) as SecondFactorChallenge).challenge;
const rows = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;
const audited = (action: string, userId: string) =>
  rows("SELECT actor->>'name' AS who, request_id FROM audit_log WHERE action = $1 AND subject = $2", [action, userId]);

/** An administrator, and how they ask for an import at the command line. */
async function administrator(name: string) {
  const email = `${name}@operator.test`;
  const passwordHash = await stack.composed.deps.passwordHasher.hash(PASSWORD);
  const id = await createInstallation(stack.composed.database).ensureUser(
    { email, name, passwordHash, role: 'ADMIN' },
    now(),
  );
  const wish = `vault import request --merchant ${stack.merchant.id} --max-rows 5 --key-out ${join(stack.dataDir, `${name}.jwk`)}`;
  const ask = async (code?: string, password = PASSWORD, env: RunCliOptions['env'] = {}) => {
    const { exitCode, out, said } = await cli(`${wish} --as ${email}`, {
      password,
      env,
      ...(code !== undefined && { code }),
    });
    return exitCode === 0 ? out : said;
  };
  return { id, email, ask };
}
const ASKED = /^Import xfer_\w+ is asked for/;
const WRONG =
  'fieldfare: That code is wrong, or was used before. Take the one that your app shows now, or a recovery code.';

it('asks an administrator without a second factor for the password alone, as the console does', async () => {
  const { ask } = await administrator('plain');
  expect(await ask()).toMatch(ASKED);
});

it('asks whoever has a second factor for a code of the app, which serves once here and at the console', async () => {
  const { email, ask } = await administrator('anna');
  const { secret } = await setUpSecondFactor(stack, await tokenOf(email));
  expect(await ask()).toContain(
    `this should not be asked for: Code of ${email}'s authenticator app, or a recovery code`,
  );
  expect(await ask(undefined, 'not the one 3')).toMatch(/do not belong together/);
  expect(await ask('000000')).toBe(WRONG);
  expect(await ask('no code at all')).toBe(WRONG);
  const code = codeOf(secret, now());
  expect(await ask(`${code.slice(0, 3)} ${code.slice(3)}`)).toMatch(ASKED);
  expect(await ask(code)).toBe(WRONG);
  const challenge = await challengeOf(email);
  const answer = (typed: string) =>
    stack.request('POST', '/v1/console/sign_in/second_factor', { token: null, body: { challenge, code: typed } });
  expect((await answer(code)).status).toBe(401);
  stack.clock.advance(HALF_MINUTE_MS);
  const next = codeOf(secret, now());
  expect((await answer(next)).status).toBe(200);
  expect(await ask(next)).toBe(WRONG);
});

it('takes a recovery code once, also where no KMS key is at hand, writes that down and tells its owner', async () => {
  const { id, email, ask } = await administrator('ruth');
  const { secret, codes } = await setUpSecondFactor(stack, await tokenOf(email));
  const withoutKey = { KMS_KEY_FILE: join(stack.dataDir, 'nowhere.key') };
  const cancel = async (transfer: string, code: string) =>
    cli(`vault import cancel ${transfer} --as ${email}`, { password: PASSWORD, code, env: withoutKey });
  const transfer = /xfer_\w+/.exec(await ask(codes[0]))?.[0] ?? '';
  expect(await ask(codes[0])).toBe(WRONG);
  expect(await cancel(transfer, codeOf(secret, now()))).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining('There is no key file'),
  });
  expect(await cancel(transfer, codes[1] ?? '')).toMatchObject({ exitCode: 0, out: `${transfer} is canceled.` });
  expect(await audited('second_factor.recovery_used', id)).toEqual([
    { who: email, request_id: expect.stringMatching(/^req_/) },
    { who: email, request_id: expect.stringMatching(/^req_/) },
  ]);
  // What could not be looked at is no wrong code.
  expect(await audited('command_line.sign_in_failed', id)).toHaveLength(1);
  expect(
    await rows(
      "SELECT body FROM notifications WHERE user_id = $1 AND kind = 'account.recovery_code_used' ORDER BY body DESC",
      [id],
    ),
  ).toEqual([{ body: expect.stringMatching(/^9 are left\. /) }, { body: expect.stringMatching(/^8 are left\. /) }]);
});

it('tries no more after ten wrong passwords and codes, for half an hour, and tells the person and the operators', async () => {
  const { id, email, ask } = await administrator('mallory');
  const { secret } = await setUpSecondFactor(stack, await tokenOf(email));
  // In the teams of two merchants: each of them sees a row of each failure, which is still one.
  const other = await createTestMerchant(stack.composed, 'Other merchant');
  const installation = createInstallation(stack.composed.database);
  for (const merchantId of [stack.merchant.id, other.id]) await installation.setMembership(id, merchantId, 'viewer');
  for (let tried = 0; tried < 5; tried += 1) {
    expect(await ask(undefined, 'not the one 3')).toMatch(/do not belong together/);
    stack.clock.advance(MINUTE_MS);
  }
  await Promise.all(Array.from({ length: 7 }, () => ask('000000')));
  const noted = await audited('command_line.sign_in_failed', id);
  expect(noted).toHaveLength(20);
  expect(new Set(noted.map(({ request_id: requestId }) => requestId)).size).toBe(10);
  expect(noted[0].who).toMatch(/^Operator \S+ at /);
  stack.clock.advance(29 * MINUTE_MS);
  expect(await ask(codeOf(secret, now()))).toMatch(
    /^fieldfare: Too many wrong passwords or codes of mallory@operator\.test/,
  );
  const told = await rows(
    "SELECT user_id, body FROM notifications WHERE kind = 'account.command_line_locked' AND subject = $1 ORDER BY user_id",
    [id],
  );
  expect(told.map(({ user_id: userId }) => userId)).toEqual([id, null]);
  expect(told[0].body).toContain(`typed for ${email}`);
  stack.clock.advance(MINUTE_MS);
  expect(await ask(codeOf(secret, now()))).toMatch(ASKED);
}, 120_000);

it('refuses whoever works for a merchant that requires a second factor and has none', async () => {
  const { id, ask } = await administrator('late');
  const strict = await createTestMerchant(stack.composed, 'Strict merchant');
  await createInstallation(stack.composed.database).setMembership(id, strict.id, 'viewer');
  await owner.query('UPDATE merchants SET requires_second_factor = true WHERE id = $1', [strict.id]);
  expect(await ask()).toBe(
    'fieldfare: A merchant that you work for asks for a second factor. Set one up first, on the page of your account.',
  );
});

it('moves the secrets of second factors with a re-encryption, which still tell the codes; names one that does not open', async () => {
  const { id, email, ask } = await administrator('mover');
  const { secret } = await setUpSecondFactor(stack, await tokenOf(email));
  const keyOf = async () =>
    (await rows('SELECT s.data_key_id, s.sealed FROM vault.secrets s WHERE s.purpose = $1', [`totp:${id}`]))[0];
  const before = await keyOf();
  expect((await cli('keys list')).out).toContain(
    'Keys of merchants and of second factors: 1 active, 0 retired, 0 destroyed.',
  );
  const letServersForget = async () => {
    await owner.query("UPDATE vault.data_keys SET retired_at = retired_at - interval '1 hour'");
    await owner.query("UPDATE vault.reencryptions SET started_at = started_at - interval '1 hour'");
  };
  const moved = await cli('vault reencrypt', { wait: letServersForget });
  expect(moved).toMatchObject({ exitCode: 0, out: 'Finished. Destroyed 1 old keys.' });
  expect(moved.said).toMatch(/^Began renc_\w+ \(rewrap\): [1-9] secrets and 0 cards\.$/m);
  const after = await keyOf();
  expect(after.data_key_id).not.toBe(before.data_key_id);
  expect(after.sealed).not.toEqual(before.sealed);
  expect((await cli('keys list')).out).toContain(
    'Keys of merchants and of second factors: 1 active, 0 retired, 1 destroyed.',
  );
  expect(await ask(codeOf(secret, now()))).toMatch(ASKED);
  stack.clock.advance(HALF_MINUTE_MS);
  const challenge = await challengeOf(email);
  const body = { challenge, code: codeOf(secret, now()) };
  expect((await stack.request('POST', '/v1/console/sign_in/second_factor', { token: null, body })).status).toBe(200);

  const [{ id: secretId }] = await rows('SELECT id FROM vault.secrets WHERE purpose = $1', [`totp:${id}`]);
  await owner.query('UPDATE vault.secrets SET sealed = $2 WHERE purpose = $1', [`totp:${id}`, Buffer.alloc(60)]);
  const damaged = await cli('vault reencrypt', { wait: letServersForget });
  expect(damaged).toMatchObject({
    exitCode: 1,
    said: expect.stringContaining(`stay where they are: ${secretId} (totp:${id})`),
  });
  expect(damaged.said).toContain('fieldfare reset-second-factor');
  expect((await cli(`reset-second-factor --email ${email}`)).exitCode).toBe(0);
  expect(await cli('vault reencrypt', { wait: letServersForget })).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Finished.'),
  });
});
