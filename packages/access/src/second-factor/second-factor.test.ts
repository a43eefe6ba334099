import { newId } from '@fieldfare/protocol';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleAuth, ConsoleSignInResult, PendingSignIn } from '../console/create-console-auth.ts';
import { createPasswordHasher } from '../passwords/create-password-hasher.ts';
import type { ConsoleUser } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import type { FakeClock } from '../testing/fake-clock.ts';
import { joseSigner } from '../testing/jose-signer.ts';
import type { JoseSigner } from '../testing/jose-signer.ts';
import type { MemoryConsoleUserStore } from '../testing/memory-console-user-store.ts';
import type { MemorySecrets } from '../testing/memory-second-factor-store.ts';
import { createTestConsoleAuth, ISSUER } from '../testing/create-test-console-auth.ts';
import { signedIn } from '../testing/signed-in.ts';
import { createTokenIssuer } from '../tokens/create-token-issuer.ts';
import type { WrongCode } from './ports.ts';

const hasher = createPasswordHasher({ cost: 4 });
afterAll(() => hasher.close());

const PASSWORD = 'correct horse 1';
const ip = '192.0.2.1';
const email = 'owner@demo.test';
const HALF_MINUTE_MS = 30_000;
let signer: JoseSigner;
let passwordHash: string;
beforeAll(async () => {
  [passwordHash, signer] = await Promise.all([hasher.hash(PASSWORD), joseSigner()]);
});

let clock: FakeClock;
let store: MemoryConsoleUserStore;
let secrets: MemorySecrets;
let auth: ConsoleAuth;
let owner: ConsoleUser;
let wrongCodes: WrongCode[];
beforeEach(() => {
  wrongCodes = [];
  const memberships = [
    { merchantId: newId('merchant'), merchantName: 'Demo', role: 'owner' as const, requiresSecondFactor: false },
  ];
  ({ auth, clock, store, secrets, owner } = createTestConsoleAuth({
    signer,
    hasher,
    owner: { email, passwordHash, memberships },
    onWrongCode: (attempt) => wrongCodes.push(attempt),
  }));
});

const signIn = (password = PASSWORD, from = ip) => auth.signIn({ email, password, ip: from });
const open = async () => {
  const session = signedIn(await signIn());
  return { ...session, ...(await auth.authenticate(session.token, { isSetUp: true })) };
};
const codeOf = (secret: string, at = clock.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
const proof = (sessionId: string, code: string, currentPassword = PASSWORD) => ({
  email,
  ip,
  currentPassword,
  code,
  sessionId,
  requestId: 'req_1',
});
const pending = async (result: Promise<ConsoleSignInResult | PendingSignIn>): Promise<PendingSignIn> => {
  const answered = await result;
  if ('challenge' in answered) return answered;
  throw new Error('no code is asked for');
};
const answer = (challenge: string, code: string, from = ip) =>
  auth.answerChallenge({ challenge, code, ip: from, requestId: 'req_2' });

/** Sets one up; the code that confirmed it is of a half minute ago afterwards. */
async function enable() {
  const session = await open();
  const { secret } = await auth.secondFactor.setUp({ userId: owner.id, email });
  const given = await auth.secondFactor.confirm(proof(session.sessionId, codeOf(secret)));
  clock.advance(HALF_MINUTE_MS);
  return { ...given, secret, session };
}

describe('setting up a second factor', () => {
  it('asks for the password and a code, ends the other sessions, and gives ten codes', async () => {
    const [session, other] = [await open(), await open()];
    const { secret, uri } = await auth.secondFactor.setUp({ userId: owner.id, email });
    expect(uri).toContain(`secret=${secret}`);
    expect(signedIn(await signIn()).user.id).toBe(owner.id);
    const confirm = (code: string, password?: string) =>
      auth.secondFactor.confirm(proof(session.sessionId, code, password));
    expect((await failureOf(confirm(codeOf(secret), 'not it 1'))).detail).toBe('current_password_wrong');
    const refused = await failureOf(confirm('000000'));
    expect(refused.detail).toBe('code_wrong');
    expect(refused.message).toMatch(/^That code is wrong\. /);
    expect(refused.message).not.toMatch(/recovery code|used before/);
    const { codes, endedSessionIds } = await confirm(codeOf(secret));
    expect(codes).toHaveLength(10);
    expect(endedSessionIds).toContain(other.sessionId);
    expect((await failureOf(auth.authenticate(other.token))).detail).toBe('session_ended');
    expect((await auth.authenticate(session.token)).userId).toBe(owner.id);
    expect(await auth.secondFactor.status(owner.id)).toEqual({
      enabledAt: clock.now(),
      recoveryCodesLeft: 10,
      requiredBy: [],
    });
  });

  it('keeps one secret of several that were begun, and none of a factor that is turned off', async () => {
    const { sessionId } = await open();
    const first = await auth.secondFactor.setUp({ userId: owner.id, email });
    const { secret } = await auth.secondFactor.setUp({ userId: owner.id, email });
    expect(secrets.kept.size).toBe(1);
    expect((await failureOf(auth.secondFactor.confirm(proof(sessionId, codeOf(first.secret))))).detail).toBe(
      'code_wrong',
    );
    await auth.secondFactor.confirm(proof(sessionId, codeOf(secret)));
    expect((await failureOf(auth.secondFactor.setUp({ userId: owner.id, email }))).detail).toBe('second_factor_on');
    expect(secrets.kept.size).toBe(1);
    clock.advance(HALF_MINUTE_MS);
    await auth.secondFactor.turnOff(proof(sessionId, codeOf(secret)));
    expect(secrets.kept.size).toBe(0);
    expect(signedIn(await signIn()).user.id).toBe(owner.id);
  });

  it('is nothing to confirm, replace or turn off before it was begun', async () => {
    const { sessionId } = await open();
    const detailOf = async (verb: 'confirm' | 'replaceRecoveryCodes' | 'turnOff') =>
      (await failureOf(auth.secondFactor[verb](proof(sessionId, '123456')))).detail;
    expect(await detailOf('confirm')).toBe('second_factor_not_begun');
    expect(await detailOf('replaceRecoveryCodes')).toBe('second_factor_off');
    expect(await detailOf('turnOff')).toBe('second_factor_off');
  });
});

describe('signing in with a second factor', () => {
  it('says nothing of it before the password is right, and opens no session before the code is', async () => {
    const { secret } = await enable();
    const sessions = store.sessions.size;
    expect((await failureOf(signIn('not it 1'))).detail).toBe('invalid_credentials');
    const { challenge, expiresAt } = await pending(signIn());
    expect(expiresAt.getTime() - clock.now().getTime()).toBeLessThanOrEqual(5 * 60_000);
    expect(store.sessions.size).toBe(sessions);
    expect((await failureOf(auth.authenticate(challenge))).detail).toBe('token_wrong_kind');
    expect((await failureOf(auth.refresh(challenge))).detail).toBe('session_ended');
    const session = await answer(challenge, codeOf(secret));
    expect(session).toMatchObject({ provenBy: 'app', user: { id: owner.id } });
    expect((await auth.authenticate(session.token)).userId).toBe(owner.id);
  });

  it('takes a code once, whichever challenge brings it, and none of an earlier half minute after it', async () => {
    const { secret, session } = await enable();
    const earlier = codeOf(secret, new Date(clock.now().getTime() - HALF_MINUTE_MS));
    const first = await pending(signIn());
    // It confirmed the factor: it is spent.
    expect((await failureOf(answer(first.challenge, earlier))).detail).toBe('second_factor_code_wrong');
    const code = codeOf(secret);
    await answer(first.challenge, code);
    const second = await pending(signIn());
    expect((await failureOf(answer(second.challenge, code))).detail).toBe('second_factor_code_wrong');
    const refused = await failureOf(auth.secondFactor.turnOff(proof(session.sessionId, code)));
    expect([refused.detail, refused.message]).toEqual(['code_wrong', expect.stringContaining('or a recovery code')]);
    clock.advance(HALF_MINUTE_MS);
    expect((await answer(second.challenge, codeOf(secret))).user.id).toBe(owner.id);
  });

  it('takes codes of the half minutes before and after, for clocks that differ', async () => {
    const { secret } = await enable();
    for (const offset of [1, 1]) {
      const { challenge } = await pending(signIn());
      const ahead = codeOf(secret, new Date(clock.now().getTime() + offset * HALF_MINUTE_MS));
      expect((await answer(challenge, ahead)).provenBy).toBe('app');
      clock.advance(HALF_MINUTE_MS);
    }
    const { challenge } = await pending(signIn());
    const farAhead = codeOf(secret, new Date(clock.now().getTime() + 2 * HALF_MINUTE_MS));
    expect((await failureOf(answer(challenge, farAhead))).detail).toBe('second_factor_code_wrong');
  });

  it('takes a recovery code in its place, once, however it is typed', async () => {
    const { codes } = await enable();
    const [code = '', other = ''] = codes;
    const { challenge } = await pending(signIn());
    expect((await answer(challenge, code.toUpperCase().replaceAll('-', ' '))).provenBy).toBe('recovery_code');
    const second = await pending(signIn());
    expect((await failureOf(answer(second.challenge, code))).detail).toBe('second_factor_code_wrong');
    expect((await answer(second.challenge, other)).provenBy).toBe('recovery_code');
    expect((await auth.secondFactor.status(owner.id))?.recoveryCodesLeft).toBe(8);
  });

  it('gives new recovery codes, and the former ones serve no more', async () => {
    const { codes, secret, session } = await enable();
    const given = await auth.secondFactor.replaceRecoveryCodes(proof(session.sessionId, codeOf(secret)));
    expect(given.endedSessionIds).toEqual([]);
    const { challenge } = await pending(signIn());
    expect((await failureOf(answer(challenge, codes[0] ?? ''))).detail).toBe('second_factor_code_wrong');
    expect((await answer(challenge, given.codes[0] ?? '')).provenBy).toBe('recovery_code');
  });
});

describe('a challenge', () => {
  it('serves once', async () => {
    const { codes } = await enable();
    const { challenge } = await pending(signIn());
    await answer(challenge, codes[0] ?? '');
    expect((await failureOf(answer(challenge, codes[1] ?? ''))).detail).toBe('sign_in_challenge_over');
  });

  it('lets one of two in who answer it at once', async () => {
    const { codes } = await enable();
    const { challenge } = await pending(signIn());
    const results = await Promise.allSettled([answer(challenge, codes[0] ?? ''), answer(challenge, codes[1] ?? '')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('is over after five wrong codes, with the right one too, and each is told to whoever watches', async () => {
    const { secret } = await enable();
    const { challenge } = await pending(signIn());
    for (let i = 0; i < 5; i++)
      expect((await failureOf(answer(challenge, '000000'))).detail).toBe('second_factor_code_wrong');
    expect((await failureOf(answer(challenge, codeOf(secret)))).detail).toBe('sign_in_challenge_over');
    expect(wrongCodes).toEqual(
      Array.from({ length: 5 }, (_, index) => ({ userId: owner.id, ip, isLast: index === 4 })),
    );
  });

  it('is over after five minutes', async () => {
    const { codes } = await enable();
    const { challenge } = await pending(signIn());
    clock.advance(5 * 60_000);
    expect((await failureOf(answer(challenge, codes[0] ?? ''))).detail).toBe('sign_in_challenge_over');
  });

  it('is of one person, and nobody makes one', async () => {
    const { codes, session } = await enable();
    const { challenge } = await pending(signIn());
    const forged = [
      'nothing',
      session.token,
      `${challenge.slice(0, -6)}AAAAAA`,
      (await createTokenIssuer({ signer, issuer: ISSUER, clock }).issueSecondFactor({ sub: owner.id })).token,
    ];
    for (const token of forged)
      expect((await failureOf(answer(token, codes[0] ?? ''))).detail).toBe('sign_in_challenge_over');
    expect((await auth.secondFactor.status(owner.id))?.recoveryCodesLeft).toBe(10);
  });

  it('lets nobody in whose account was disabled or whose password was changed meanwhile', async () => {
    const { codes } = await enable();
    const { challenge } = await pending(signIn());
    owner.disabledAt = clock.now();
    expect((await failureOf(answer(challenge, codes[0] ?? ''))).detail).toBe('sign_in_challenge_over');
    owner.disabledAt = null;
    const find = store.findUserById.bind(store);
    store.findUserById = async (id) => {
      const found = await find(id);
      const copy = found && { ...found };
      owner.passwordHash = await hasher.hash('another one 2');
      return copy;
    };
    expect((await failureOf(answer(challenge, codes[1] ?? ''))).detail).toBe('invalid_credentials');
  });

  it('lets nobody in by the password alone where a factor was turned on meanwhile', async () => {
    const insert = store.insertConsoleSession.bind(store);
    store.insertConsoleSession = async (session, proven) => {
      const shown = { ...proven };
      owner.secondFactorAt = clock.now();
      return insert(session, shown);
    };
    expect((await failureOf(signIn())).detail).toBe('invalid_credentials');
  });
});

describe('[PCI 8.3.4] wrong codes', () => {
  it('lock the account as wrong passwords do, after ten, together with those', async () => {
    await enable();
    for (let i = 0; i < 4; i++) await failureOf(signIn('not it 1', `198.51.100.${i}`));
    const [first, second] = [await pending(signIn()), await pending(signIn())];
    for (let i = 0; i < 5; i++) await failureOf(answer(first.challenge, '000000', `203.0.113.${i}`));
    expect((await failureOf(answer(second.challenge, '000000'))).detail).toBe('second_factor_code_wrong');
    expect(await failureOf(answer(second.challenge, '000000'))).toMatchObject({ detail: 'too_many_attempts' });
    const locked = await failureOf(signIn(PASSWORD, '198.51.100.99'));
    expect(locked.detail).toBe('too_many_attempts');
    expect(locked.retryAfterMs).toBeGreaterThan(29 * 60_000);
  });

  it('are none of somebody without the password: they lock nobody out', async () => {
    const { codes } = await enable();
    const { challenge } = await pending(signIn());
    await answer(challenge, codes[0] ?? '');
    for (let i = 0; i < 40; i++)
      expect((await failureOf(answer(i % 2 ? challenge : 'nothing', '000000'))).detail).toBe('sign_in_challenge_over');
    const next = await pending(signIn());
    expect((await answer(next.challenge, codes[1] ?? '')).user.id).toBe(owner.id);
  });

  it('count where a signed-in person changes their factor, too', async () => {
    const { session } = await enable();
    for (let i = 0; i < 10; i++) await failureOf(auth.secondFactor.turnOff(proof(session.sessionId, '000000')));
    expect((await failureOf(signIn())).detail).toBe('too_many_attempts');
    expect(owner.secondFactorAt).not.toBeNull();
  });

  it('are none that could not be looked at', async () => {
    const { secret } = await enable();
    const read = secrets.read.bind(secrets);
    secrets.read = () => Promise.reject(new Error('the KMS is away'));
    for (let i = 0; i < 12; i++) {
      const { challenge } = await pending(signIn());
      await expect(answer(challenge, codeOf(secret))).rejects.toThrow('the KMS is away');
    }
    secrets.read = read;
    const { challenge } = await pending(signIn());
    expect((await answer(challenge, codeOf(secret))).user.id).toBe(owner.id);
  });
});

describe('somebody whose merchant asks for a second factor', () => {
  const ask = (requiresSecondFactor: boolean) => {
    owner.memberships = owner.memberships.map((one) => Object.assign({}, one, { requiresSecondFactor }));
  };
  beforeEach(() => ask(true));

  it('signs in, has no rights, and may set one up; then they have them all', async () => {
    const session = signedIn(await signIn());
    expect(session.user).toMatchObject({ must_set_up_second_factor: true, permissions: [] });
    expect(session.user.merchants.map(({ permissions }) => permissions)).toEqual([[]]);
    expect(JSON.parse(Buffer.from(session.token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      merchants: [],
    });
    expect(await failureOf(auth.authenticate(session.token))).toMatchObject({
      code: 'permission_denied',
      detail: 'second_factor_set_up_required',
    });
    const { sessionId } = await auth.authenticate(session.token, { isSetUp: true });
    expect((await auth.secondFactor.status(owner.id))?.requiredBy).toEqual(['Demo']);
    const { secret } = await auth.secondFactor.setUp({ userId: owner.id, email });
    await auth.secondFactor.confirm(proof(sessionId, codeOf(secret)));
    clock.advance(500);
    expect((await auth.authenticate(session.token)).merchants).toHaveLength(1);
    const { user } = await auth.refresh(session.refreshToken);
    expect(user.must_set_up_second_factor).toBe(false);
    expect(user.merchants[0]?.permissions).toContain('payments:confirm');
  });

  it('loses their rights within half a second of its being asked for', async () => {
    ask(false);
    const { token } = await open();
    ask(true);
    clock.advance(500);
    expect((await failureOf(auth.authenticate(token))).detail).toBe('second_factor_set_up_required');
  });
});
