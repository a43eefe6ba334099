import { createHash } from 'node:crypto';
import { newId, SignedInUser } from '@fieldfare/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPasswordHasher } from '../passwords/create-password-hasher.ts';
import type { ConsoleUser } from '../ports.ts';
import { countingHasher } from '../testing/counting-hasher.ts';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { joseSigner } from '../testing/jose-signer.ts';
import type { JoseSigner } from '../testing/jose-signer.ts';
import { MemoryConsoleUserStore } from '../testing/memory-console-user-store.ts';
import { MemorySecondFactorStore, MemorySecrets } from '../testing/memory-second-factor-store.ts';
import { ownClaims } from '../testing/own-claims.ts';
import { signedIn } from '../testing/signed-in.ts';
import { createTokenIssuer } from '../tokens/create-token-issuer.ts';
import { createTokenVerifier } from '../tokens/create-token-verifier.ts';
import { createConsoleAuth } from './create-console-auth.ts';
import type { ConsoleAuth, ConsoleAuthDeps } from './create-console-auth.ts';

const bcrypt = createPasswordHasher({ cost: 4 });
afterAll(() => bcrypt.close());

const origin = 'http://localhost:3001';
const password = 'fieldfare-demo';
const ip = '192.0.2.1';
const HOUR_MS = 3_600_000;
let passwordHash: string;
let signer: JoseSigner;
beforeAll(async () => {
  [passwordHash, signer] = await Promise.all([bcrypt.hash(password), joseSigner()]);
});

let clock: FakeClock;
let store: MemoryConsoleUserStore;
let hasher: ReturnType<typeof countingHasher>;
let auth: ConsoleAuth;
let issuer: ReturnType<typeof createTokenIssuer>;
let owner: ConsoleUser;
let secondFactor: ConsoleAuthDeps['secondFactor'];
beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryConsoleUserStore();
  hasher = countingHasher(bcrypt);
  issuer = createTokenIssuer({ signer, issuer: origin, clock });
  const verifier = createTokenVerifier({ keys: signer, issuer: origin, clock });
  secondFactor = { factors: new MemorySecondFactorStore(store), secrets: new MemorySecrets(), issuer: 'Fieldfare' };
  auth = createConsoleAuth({ store, hasher, issuer, verifier, clock, secondFactor });
  owner = {
    id: newId('user'),
    email: 'owner@demo.test',
    name: 'Demo Owner',
    passwordHash,
    oneTimeUntil: null,
    role: 'VENDOR',
    secondFactorAt: null,
    disabledAt: null,
    memberships: [
      { merchantId: newId('merchant'), merchantName: 'Demo Store', role: 'owner', requiresSecondFactor: false },
    ],
    shopper: null,
  };
  store.users.set(owner.id, owner);
});

const signIn = async (change: Partial<{ email: string; password: string; ip: string }> = {}) =>
  signedIn(await auth.signIn({ email: owner.email, password, ip, ...change }));

describe('signing in', () => {
  it('gives a console token for five minutes, a refresh token for twelve hours, and who it is', async () => {
    const mine = await signIn();
    expect(mine.expiresAt.getTime() - clock.now().getTime()).toBe(5 * 60_000);
    expect(mine.refreshExpiresAt.getTime() - clock.now().getTime()).toBe(12 * HOUR_MS);
    expect(mine.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(SignedInUser.parse(mine.user)).toMatchObject({
      email: owner.email,
      merchants: [{ name: 'Demo Store', role: 'owner' }],
    });
    const [session] = store.sessions.values();
    expect(await auth.authenticate(mine.token)).toEqual({
      type: 'user',
      userId: owner.id,
      sessionId: session?.id,
      email: owner.email,
      role: 'VENDOR',
      merchants: [{ id: owner.memberships[0]?.merchantId, role: 'owner' }],
      shopper: null,
    });
  });

  it('takes the e-mail however it is written', async () => {
    expect((await signIn({ email: '  Owner@Demo.Test ' })).user.id).toBe(owner.id);
  });

  it('stores the refresh token only as its hash', async () => {
    const { refreshToken } = await signIn();
    const [session] = store.sessions.values();
    expect(session?.refreshHash).toEqual(createHash('sha256').update(refreshToken).digest());
    expect(JSON.stringify(session)).not.toContain(refreshToken);
  });

  it('fails alike for a wrong password, an unknown e-mail and a disabled user, after one comparison each', async () => {
    const failures = [
      await failureOf(signIn({ password: 'wrong' })),
      await failureOf(signIn({ email: 'nobody@demo.test' })),
    ];
    owner.disabledAt = clock.now();
    failures.push(await failureOf(signIn()));
    expect(failures.map(({ code, detail }) => `${code} ${detail}`)).toEqual(
      Array.from({ length: 3 }, () => 'authentication_error invalid_credentials'),
    );
    expect(new Set(failures.map(({ message }) => message)).size).toBe(1);
    expect(hasher.comparisons).toEqual(['somebody', 'nobody', 'somebody']);
    expect(store.sessions.size).toBe(0);
  });

  it('[PW4] is refused before bcrypt after ten failures for one e-mail, with the wait, even with the right password', async () => {
    for (let i = 0; i < 10; i++) await failureOf(signIn({ password: 'wrong', ip: `192.0.2.${i}` }));
    const failure = await failureOf(signIn({ ip: '198.51.100.7', email: 'OWNER@demo.test' }));
    expect(failure).toMatchObject({ code: 'rate_limited', detail: 'too_many_attempts' });
    // PCI DSS 8.3.4: half an hour at least.
    expect(failure.retryAfterMs).toBeGreaterThan(29 * 60_000);
    expect(hasher.comparisons).toHaveLength(10);
  });

  it('is refused before bcrypt after thirty failures from one network, whoever is tried', async () => {
    for (let i = 0; i < 30; i++) await failureOf(signIn({ email: `nobody${i}@demo.test`, ip: `2001:db8::${i}` }));
    expect((await failureOf(signIn({ ip: '2001:db8::ffff' }))).code).toBe('rate_limited');
    expect(hasher.comparisons).toHaveLength(30);
    expect((await signIn({ ip: '198.51.100.7' })).user.id).toBe(owner.id);
  });

  it('[PW4] counts against no account what a network tries beyond its share: it could lock everybody out', async () => {
    for (let i = 0; i < 30; i++) await failureOf(signIn({ email: `nobody${i}@demo.test` }));
    for (let i = 0; i < 20; i++) expect((await failureOf(signIn({ password: 'wrong' }))).code).toBe('rate_limited');
    expect((await signIn({ ip: '198.51.100.7' })).user.id).toBe(owner.id);
  });

  it('counts no success as a failure', async () => {
    for (let i = 0; i < 15; i++) await signIn();
    expect(store.sessions.size).toBe(15);
  });
});

describe('refreshing', () => {
  it('gives the next token of the same session, with the roles of now', async () => {
    const { refreshToken, token } = await signIn();
    owner.memberships = owner.memberships.map((membership) =>
      Object.assign({}, membership, { role: 'viewer' as const }),
    );
    clock.advance(4 * 60_000);
    const next = await auth.refresh(refreshToken);
    const [before, after] = [await auth.authenticate(token), await auth.authenticate(next.token)];
    expect(after.sessionId).toBe(before.sessionId);
    // Also the token that was issued before the change speaks with the rights of now.
    expect([before.merchants[0]?.role, after.merchants[0]?.role]).toEqual(['viewer', 'viewer']);
    expect(next.user.merchants[0]?.permissions).not.toContain('payments:confirm');
  });

  it('ends twelve hours after the sign-in, and no token outlives that', async () => {
    const { refreshToken, refreshExpiresAt } = await signIn();
    for (let minute = 10; minute < 12 * 60; minute += 10) {
      clock.advance(10 * 60_000);
      await auth.refresh(refreshToken);
    }
    clock.advance(9 * 60_000);
    expect((await auth.refresh(refreshToken)).expiresAt).toEqual(refreshExpiresAt);
    clock.advance(60_000);
    expect((await failureOf(auth.refresh(refreshToken))).detail).toBe('session_ended');
  });

  it('[PW5] is refused once nobody has asked for a quarter of an hour, and not a moment before', async () => {
    const { refreshToken } = await signIn();
    clock.advance(15 * 60_000 - 1);
    await auth.refresh(refreshToken);
    clock.advance(15 * 60_000);
    expect((await failureOf(auth.refresh(refreshToken))).detail).toBe('session_ended');
  });

  it('is refused for tokens that nobody issued', async () => {
    await signIn();
    for (const unknown of ['', 'garbage', 'A'.repeat(43)])
      expect((await failureOf(auth.refresh(unknown))).detail).toBe('session_ended');
  });

  it('is refused after signing out, and for a user who was disabled or removed', async () => {
    const { refreshToken, token } = await signIn();
    const other = await signIn();
    await auth.signOut((await auth.authenticate(token)).sessionId);
    expect((await failureOf(auth.refresh(refreshToken))).detail).toBe('session_ended');
    owner.disabledAt = clock.now();
    expect((await failureOf(auth.refresh(other.refreshToken))).detail).toBe('session_ended');
    store.users.clear();
    expect((await failureOf(auth.refresh(other.refreshToken))).detail).toBe('session_ended');
  });
});

describe('a console token', () => {
  it('is refused at once where its session was signed out, and within half a second on other servers', async () => {
    const { token } = await signIn();
    const elsewhere = createConsoleAuth({
      store,
      hasher,
      issuer,
      verifier: createTokenVerifier({ keys: signer, issuer: origin, clock }),
      clock,
      secondFactor,
    });
    const { sessionId } = await elsewhere.authenticate(token);
    await auth.signOut(sessionId);
    expect((await failureOf(auth.authenticate(token))).detail).toBe('session_ended');
    clock.advance(500);
    expect((await failureOf(elsewhere.authenticate(token))).detail).toBe('session_ended');
  });

  it('is refused within half a second of its user being disabled', async () => {
    const { token } = await signIn();
    await auth.authenticate(token);
    owner.disabledAt = clock.now();
    clock.advance(500);
    expect((await failureOf(auth.authenticate(token))).detail).toBe('session_ended');
  });

  it('is refused when it has expired, is of another kind or names a session that does not exist', async () => {
    const { token } = await signIn();
    const { token: pt } = await issuer.issuePt(ownClaims().pt);
    const { token: orphan } = await issuer.issueConsole(ownClaims().console);
    expect((await failureOf(auth.authenticate(pt))).detail).toBe('token_wrong_kind');
    expect((await failureOf(auth.authenticate(orphan))).detail).toBe('session_ended');
    clock.advance(5 * 60_000 + 5_000);
    expect((await failureOf(auth.authenticate(token))).detail).toBe('token_expired');
  });
});

describe('the sweep over open sockets', () => {
  it('learns which sessions still hold and under which version of the memberships', async () => {
    const tokens = [await signIn(), await signIn()];
    const [first = '', second = ''] = await Promise.all(
      tokens.map(async ({ token }) => (await auth.authenticate(token)).sessionId),
    );
    await auth.signOut(first);
    clock.advance(500);
    store.membershipsVersion = 2;
    const unknown = newId('consoleSession');
    expect([...(await auth.sessionStates([first, second, unknown]))]).toEqual([
      [first, { isActive: false, membershipsVersion: 2 }],
      [second, { isActive: true, membershipsVersion: 2 }],
      [unknown, { isActive: false, membershipsVersion: null }],
    ]);
    clock.advance(12 * HOUR_MS);
    expect((await auth.sessionStates([second])).get(second)?.isActive).toBe(false);
  });
});
