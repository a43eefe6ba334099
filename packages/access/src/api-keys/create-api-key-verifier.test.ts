import { newId } from '@fieldfare/protocol';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLimiter } from '../attempts/create-memory-limiter.ts';
import { createPasswordHasher } from '../passwords/create-password-hasher.ts';
import { countingHasher } from '../testing/counting-hasher.ts';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MemoryApiKeyStore } from '../testing/memory-api-key-store.ts';
import { createApiKeyVerifier } from './create-api-key-verifier.ts';
import type { ApiKeyVerifier } from './create-api-key-verifier.ts';
import { apiKeyChecksum } from './api-key-format.ts';
import { generateApiKey } from './generate-api-key.ts';

const bcrypt = createPasswordHasher({ cost: 4 });
afterAll(() => bcrypt.close());

const client = { ip: '192.0.2.1' };
let clock: FakeClock;
let store: MemoryApiKeyStore;
let hasher: ReturnType<typeof countingHasher>;
let verifier: ApiKeyVerifier;
beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryApiKeyStore();
  hasher = countingHasher(bcrypt);
  verifier = createApiKeyVerifier({ store, hasher, clock });
});

/** A secret of the right form and prefix that is not the key's. */
function guessOf(secret: string): string {
  const body = secret.slice(0, 20) + generateApiKey({ type: 'secret', mode: 'test' }).secret.slice(20, 53);
  return body + apiKeyChecksum(body);
}

describe('verifying an API key', () => {
  it('says whose it is', async () => {
    const { secret, row } = await store.add(hasher, 'publishable', 'live');
    const { id, merchantId } = row;
    expect(await verifier.verify(secret, client)).toEqual({
      keyId: id,
      merchantId,
      mode: 'live',
      type: 'publishable',
      name: 'Test key',
      expiresAt: null,
      scopes: null,
    });
  });

  it('hears of changed scopes and addresses within half a second', async () => {
    const { secret, row } = await store.add(hasher);
    await verifier.verify(secret, client);
    store.rows.set(row.id, { ...row, scopes: ['payments:read'], ipAllowList: ['198.51.100.0/24'] });
    clock.advance(500);
    expect(await verifier.verify(secret, { ip: '198.51.100.7' })).toMatchObject({ scopes: ['payments:read'] });
    expect(await failureOf(verifier.verify(secret, client))).toMatchObject({
      code: 'permission_denied',
      detail: 'ip_not_allowed',
    });
  });

  it('runs bcrypt once, also for many requests that come together', async () => {
    const { secret } = await store.add(hasher);
    await Promise.all(Array.from({ length: 50 }, () => verifier.verify(secret, client)));
    await verifier.verify(secret, { ip: '198.51.100.1' });
    expect(hasher.comparisons).toEqual(['somebody']);
    expect(store.finds).toBe(1);
  });

  it.each(['', 'sk_test_', 'Bearer x', 'a'.repeat(10_000)])(
    'refuses what is no key without asking anybody: %.20s',
    async (text) => {
      expect(await failureOf(verifier.verify(text, client))).toMatchObject({
        code: 'authentication_error',
        detail: 'api_key_malformed',
      });
      expect(store.finds).toBe(0);
      expect(hasher.comparisons).toEqual([]);
    },
  );

  it('refuses a mistyped key by its checksum', async () => {
    const { secret } = await store.add(hasher);
    const mistyped = secret.slice(0, 30) + (secret[30] === 'a' ? 'b' : 'a') + secret.slice(31);
    expect((await failureOf(verifier.verify(mistyped, client))).detail).toBe('api_key_malformed');
    expect(store.finds).toBe(0);
  });

  it('refuses an unknown prefix and a wrong secret alike, after one comparison each', async () => {
    const { secret } = await store.add(hasher);
    const unknown = await failureOf(verifier.verify(generateApiKey({ type: 'secret', mode: 'test' }).secret, client));
    const wrong = await failureOf(verifier.verify(guessOf(secret), client));
    expect(unknown).toMatchObject({ code: 'authentication_error', detail: 'api_key_unknown' });
    expect([wrong.code, wrong.detail, wrong.message]).toEqual([unknown.code, unknown.detail, unknown.message]);
    expect(hasher.comparisons).toEqual(['nobody', 'somebody']);
  });

  it('never quotes the secret', async () => {
    const { secret } = await store.add(hasher);
    const failure = await failureOf(verifier.verify(guessOf(secret), client));
    expect(`${failure.message}${failure.stack}`).not.toContain(secret.slice(0, 20));
  });
});

describe('failed attempts', () => {
  it('of strangers keep nobody out whose key begins as their guesses do, though this server never saw it', async () => {
    const { secret } = await store.add(hasher, 'publishable', 'live');
    for (let i = 0; i < 30; i++) await failureOf(verifier.verify(guessOf(secret), { ip: `198.51.100.${i}` }));
    expect((await verifier.verify(secret, client)).name).toBe('Test key');
  });

  it('of one network are refused before bcrypt once there were twenty, whatever they try', async () => {
    const guess = () => generateApiKey({ type: 'secret', mode: 'test' }).secret;
    for (let i = 0; i < 20; i++)
      expect((await failureOf(verifier.verify(guess(), client))).detail).toBe('api_key_unknown');
    expect((await failureOf(verifier.verify(guess(), client))).code).toBe('rate_limited');
    expect(hasher.comparisons).toHaveLength(20);
  });

  it('that come all at once do not slip through together', async () => {
    const { secret } = await store.add(hasher);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => failureOf(verifier.verify(guessOf(secret), client))),
    );
    expect(outcomes.filter(({ detail }) => detail === 'api_key_unknown')).toHaveLength(20);
    expect(hasher.comparisons).toHaveLength(20);
  });

  it('do not lock out who has been let in before', async () => {
    const { secret } = await store.add(hasher);
    await verifier.verify(secret, client);
    for (let i = 0; i < 25; i++) await failureOf(verifier.verify(guessOf(secret), client));
    expect((await verifier.verify(secret, client)).name).toBe('Test key');
  });

  it('are not counted where the key was right', async () => {
    const limiter = createMemoryLimiter({ points: 2, windowMs: 60_000 });
    const strict = createApiKeyVerifier({ store, hasher, clock, limiter });
    for (let i = 0; i < 5; i++) {
      const { secret } = await store.add(hasher);
      expect((await strict.verify(secret, client)).name).toBe('Test key');
    }
  });
});

describe('a key that ends', () => {
  it('is refused within half a second of its revocation, though it is cached', async () => {
    const { secret, row } = await store.add(hasher);
    await verifier.verify(secret, client);
    row.revokedAt = clock.now();
    clock.advance(499);
    expect((await verifier.verify(secret, client)).keyId).toBe(row.id);
    clock.advance(1);
    expect(await failureOf(verifier.verify(secret, client))).toMatchObject({
      code: 'authentication_error',
      detail: 'key_revoked',
    });
  });

  it('goes on being refused without bcrypt, however often it is sent', async () => {
    const { secret, row } = await store.add(hasher);
    row.revokedAt = clock.now();
    for (let i = 0; i < 30; i++) expect((await failureOf(verifier.verify(secret, client))).detail).toBe('key_revoked');
    expect(hasher.comparisons).toHaveLength(1);
  });

  it('still works until a revocation that was set for later', async () => {
    const { secret, row } = await store.add(hasher);
    row.revokedAt = new Date(clock.now().getTime() + 60_000);
    await verifier.verify(secret, client);
    clock.advance(60_000);
    expect((await failureOf(verifier.verify(secret, client))).detail).toBe('key_revoked');
  });

  it('expires at its time, even while its status is believed', async () => {
    const { secret, row } = await store.add(hasher);
    row.expiresAt = new Date(clock.now().getTime() + 100);
    await verifier.verify(secret, client);
    clock.advance(100);
    expect((await failureOf(verifier.verify(secret, client))).detail).toBe('key_expired');
  });

  it('is refused when its merchant is disabled, and taken again afterwards', async () => {
    const { secret, row } = await store.add(hasher);
    row.merchantStatus = 'disabled';
    expect(await failureOf(verifier.verify(secret, client))).toMatchObject({
      code: 'permission_denied',
      detail: 'merchant_disabled',
    });
    row.merchantStatus = 'active';
    clock.advance(500);
    expect((await verifier.verify(secret, client)).keyId).toBe(row.id);
  });

  it('is refused when it is deleted', async () => {
    const { secret, row } = await store.add(hasher);
    await verifier.verify(secret, client);
    store.rows.delete(row.id);
    clock.advance(500);
    expect((await failureOf(verifier.verify(secret, client))).detail).toBe('api_key_unknown');
  });

  it('is refused when its status cannot be read', async () => {
    const { secret } = await store.add(hasher);
    await verifier.verify(secret, client);
    clock.advance(500);
    store.statuses = () => Promise.reject(new Error('database is away'));
    await expect(verifier.verify(secret, client)).rejects.toThrow('database is away');
  });
});

describe('what hangs on a key', () => {
  it('may ask by its id whether it still holds', async () => {
    const { row } = await store.add(hasher);
    await verifier.requireActive(row.id);
    row.revokedAt = clock.now();
    clock.advance(500);
    expect((await failureOf(verifier.requireActive(row.id))).detail).toBe('key_revoked');
    expect((await failureOf(verifier.requireActive(newId('apiKey')))).detail).toBe('api_key_unknown');
  });

  it('is swept by the ids that no longer hold, asked in one query', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => store.add(hasher)));
    const [revoked, expired, disabled] = keys.map(({ row }) => row);
    if (!revoked || !expired || !disabled) throw new Error('no keys');
    revoked.revokedAt = clock.now();
    expired.expiresAt = clock.now();
    disabled.merchantStatus = 'disabled';
    const inactive = await verifier.inactiveKeys(keys.map(({ row }) => row.id));
    expect([...inactive]).toEqual([
      [revoked.id, 'key_revoked'],
      [expired.id, 'key_expired'],
      [disabled.id, 'merchant_disabled'],
    ]);
    expect(store.asked).toHaveLength(1);
  });
});

describe('the last use', () => {
  it('is written at most once a minute and key', async () => {
    const { secret, row } = await store.add(hasher);
    for (let i = 0; i < 130; i++) {
      await verifier.verify(secret, client);
      clock.advance(1_000);
    }
    expect(store.touched.map(({ id, at }) => [id, at.toISOString()])).toEqual([
      [row.id, '2026-11-20T12:00:00.000Z'],
      [row.id, '2026-11-20T12:01:00.000Z'],
      [row.id, '2026-11-20T12:02:00.000Z'],
    ]);
  });

  it('fails no request when it cannot be written, and is tried again', async () => {
    const failures: unknown[] = [];
    const { secret } = await store.add(hasher);
    const recording = createApiKeyVerifier({ store, hasher, clock, onTouchFailure: (error) => failures.push(error) });
    const touch = store.touch.bind(store);
    store.touch = () => Promise.reject(new Error('database is away'));
    expect((await recording.verify(secret, client)).name).toBe('Test key');
    await Promise.resolve();
    expect(failures).toHaveLength(1);
    store.touch = touch;
    await recording.verify(secret, client);
    expect(store.touched).toHaveLength(1);
  });
});
