import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPasswordHasher } from '../passwords/create-password-hasher.ts';
import { meetsPasswordRule } from '../passwords/password-rule.ts';
import { newOneTimePassword } from '../passwords/one-time-password.ts';
import type { ConsoleUser } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import type { FakeClock } from '../testing/fake-clock.ts';
import { joseSigner } from '../testing/jose-signer.ts';
import type { JoseSigner } from '../testing/jose-signer.ts';
import type { MemoryConsoleUserStore } from '../testing/memory-console-user-store.ts';
import { createTestConsoleAuth } from '../testing/create-test-console-auth.ts';
import { signedIn } from '../testing/signed-in.ts';
import type { ConsoleAuth } from './create-console-auth.ts';

const hasher = createPasswordHasher({ cost: 4 });
afterAll(() => hasher.close());

const OLD = 'correct horse 1';
const ip = '192.0.2.1';
const email = 'owner@demo.test';
let signer: JoseSigner;
let passwordHash: string;
beforeAll(async () => {
  [passwordHash, signer] = await Promise.all([hasher.hash(OLD), joseSigner()]);
});

let clock: FakeClock;
let store: MemoryConsoleUserStore;
let auth: ConsoleAuth;
let owner: ConsoleUser;
beforeEach(() => {
  ({ auth, clock, store, owner } = createTestConsoleAuth({ signer, hasher, owner: { email, passwordHash } }));
});

const signIn = async (password = OLD) => {
  const mine = signedIn(await auth.signIn({ email, password, ip }));
  return { ...mine, ...(await auth.authenticate(mine.token)) };
};
const change = (sessionId: string, newPassword: string, currentPassword = OLD) =>
  auth.changeOwnPassword({ email, ip, currentPassword, newPassword, sessionId, requestId: 'req_1' });

describe('changing one’s own password', () => {
  it('lets the new one in and the old one out, ends every other session at once, and keeps this one', async () => {
    const [mine, other] = [await signIn(), await signIn()];
    expect(await change(mine.sessionId, 'battery staple 2')).toEqual({
      userId: owner.id,
      endedSessionIds: [other.sessionId],
    });
    expect((await failureOf(auth.authenticate(other.token))).detail).toBe('session_ended');
    expect((await failureOf(auth.refresh(other.refreshToken))).detail).toBe('session_ended');
    expect((await auth.authenticate(mine.token)).userId).toBe(owner.id);
    await auth.refresh(mine.refreshToken);
    expect((await failureOf(signIn())).detail).toBe('invalid_credentials');
    await signIn('battery staple 2');
  });

  it('[PW6] gives the session that goes on another refresh token, and ends it where the former one is sent again', async () => {
    const { sessionId, refreshToken } = await signIn();
    expect((await auth.refresh(refreshToken)).refreshToken).toBeNull();
    await change(sessionId, 'battery staple 2');
    const { refreshToken: next } = await auth.refresh(refreshToken);
    expect(next).toMatch(/^[\w-]{43}$/);
    expect(next).not.toBe(refreshToken);
    const { token, refreshToken: same } = await auth.refresh(next ?? '');
    expect(same).toBeNull();
    expect((await auth.authenticate(token)).sessionId).toBe(sessionId);
    // Whoever took the former one, before the change, gets nothing, and is noticed.
    expect((await failureOf(auth.refresh(refreshToken))).detail).toBe('session_ended');
    expect((await failureOf(auth.refresh(next ?? ''))).detail).toBe('session_ended');
    expect((await failureOf(auth.authenticate(token))).detail).toBe('session_ended');
  });

  it('[PW6] brings one next refresh token where two tabs ask at the same moment, and a console token to both', async () => {
    const { sessionId, refreshToken } = await signIn();
    await change(sessionId, 'battery staple 2');
    const answers = await Promise.all([auth.refresh(refreshToken), auth.refresh(refreshToken)]);
    expect(answers.map((answer) => typeof answer.refreshToken).toSorted()).toEqual(['object', 'string']);
    for (const { token } of answers) expect((await auth.authenticate(token)).sessionId).toBe(sessionId);
  });

  it('needs the present one, whose failures count like those of signing in and end no session', async () => {
    const { sessionId, token } = await signIn();
    const wrong = () => failureOf(change(sessionId, 'battery staple 2', 'not the one 3'));
    expect(await wrong()).toMatchObject({ code: 'validation_error', detail: 'current_password_wrong' });
    for (let i = 1; i < 10; i++) await wrong();
    expect(await failureOf(change(sessionId, 'battery staple 2'))).toMatchObject({ detail: 'too_many_attempts' });
    expect((await failureOf(signIn())).detail).toBe('too_many_attempts');
    expect((await auth.authenticate(token)).userId).toBe(owner.id);
  });

  it.each(['short1', 'elevenchar1', 'no digits in it at all', '123456789012345'])(
    '[PCI 8.3.6] refuses %s',
    async (weak) => {
      const { sessionId } = await signIn();
      expect(await failureOf(change(sessionId, weak))).toMatchObject({
        code: 'validation_error',
        detail: 'password_too_weak',
        param: 'new_password',
      });
      await signIn();
    },
  );

  it('[PCI 8.3.7] refuses the last four, and takes the one before them', async () => {
    const { sessionId } = await signIn();
    const passwords = [OLD, 'battery staple 2', 'battery staple 3', 'battery staple 4'];
    for (const [index, next] of passwords.entries()) if (index > 0) await change(sessionId, next, passwords[index - 1]);
    for (const used of passwords)
      expect((await failureOf(change(sessionId, used, passwords[3]))).detail).toBe('password_reused');
    await change(sessionId, 'battery staple 5', passwords[3]);
    await change(sessionId, OLD, 'battery staple 5');
  });

  it('is won by one of two windows', async () => {
    const { sessionId } = await signIn();
    const results = await Promise.allSettled([
      change(sessionId, 'first window 1'),
      change(sessionId, 'second window 2'),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason).toMatchObject({ detail: 'password_changed_meanwhile' });
  });

  it('lets nobody in who was checked by the old one just before', async () => {
    const insert = store.insertConsoleSession.bind(store);
    store.insertConsoleSession = async (...session) => {
      owner.passwordHash = await hasher.hash('battery staple 2');
      return insert(...session);
    };
    expect((await failureOf(signIn())).detail).toBe('invalid_credentials');
    expect(store.sessions.size).toBe(0);
  });
});

describe('[PCI 8.3.5] a one-time password', () => {
  const first = (newPassword: string, password = OLD) =>
    auth.replaceOneTimePassword({ email, password, ip, newPassword, requestId: 'req_1' });
  beforeEach(() => {
    owner.oneTimeUntil = new Date(clock.now().getTime() + 60_000);
  });

  it('opens no session and confirms nothing, and says why to who knows it', async () => {
    for (const attempt of ['signIn', 'confirmPassword'] as const) {
      const failure = await failureOf(auth[attempt]({ email, password: OLD, ip }));
      expect(failure).toMatchObject({ code: 'permission_denied', detail: 'password_change_required' });
      expect((await failureOf(auth[attempt]({ email, password: 'wrong', ip }))).detail).toBe('invalid_credentials');
    }
    expect(store.sessions.size).toBe(0);
  });

  it('is replaced by one’s own, which signs in, and is not one’s own again', async () => {
    expect((await failureOf(first('short1'))).detail).toBe('password_too_weak');
    expect((await failureOf(first(OLD))).detail).toBe('password_reused');
    expect((await failureOf(first('battery staple 2', 'wrong'))).detail).toBe('invalid_credentials');
    await first('battery staple 2');
    await signIn('battery staple 2');
    expect((await failureOf(first('battery staple 3', 'battery staple 2'))).detail).toBe('no_one_time_password');
  });

  it('is as good as a wrong one once its time is over', async () => {
    clock.advance(60_000);
    expect((await failureOf(signIn())).detail).toBe('invalid_credentials');
    expect((await failureOf(first('battery staple 2'))).detail).toBe('invalid_credentials');
  });

  it('meets the rule, and is another each time', () => {
    const made = Array.from({ length: 200 }, newOneTimePassword);
    expect(new Set(made).size).toBe(200);
    for (const password of made) {
      expect(meetsPasswordRule(password)).toBe(true);
      expect(password).toMatch(/^([a-z]{3}\d-){4}[a-z]{3}\d$/);
    }
  });
});
