import { PayloadKeyClaims } from '@fieldfare/protocol';
import { calculateJwkThumbprint, createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeyPurpose, Kms } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { MemoryKeyRingStore } from '../testing/memory-key-ring-store.ts';
import { createKeyRing } from './create-key-ring.ts';
import type { KeyRing } from './create-key-ring.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const issuer = 'http://localhost:3001';

let kms: Kms;
let clock: FakeClock;
let store: MemoryKeyRingStore;
beforeAll(async () => {
  kms = await localTestKms();
});
beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryKeyRingStore();
});

function newRing(using: Kms = kms): KeyRing {
  return createKeyRing({ store, kms: using, clock, issuer });
}

async function loadedRing(): Promise<KeyRing> {
  const ring = newRing();
  await ring.load();
  return ring;
}

function rowsOf(purpose: KeyPurpose) {
  return [...store.rows.values()].filter((row) => row.purpose === purpose);
}

function onlyRow(purpose: KeyPurpose) {
  const [row, ...others] = rowsOf(purpose);
  if (!row || others.length > 0) throw new Error(`expected one ${purpose} key, found ${others.length + (row ? 1 : 0)}`);
  return row;
}

async function documentOf(ring: KeyRing) {
  const jws = await ring.payloadKeyDocument();
  const { jwk } = decodeProtectedHeader(jws);
  if (!jwk) throw new Error('the document names no root');
  const { payload } = await jwtVerify(jws, await importJWK(jwk, 'ES256'), {
    typ: 'fieldfare-payload-key+jwt',
    issuer,
    currentDate: clock.now(),
  });
  return { rootThumbprint: await calculateJwkThumbprint(jwk), claims: PayloadKeyClaims.parse(payload) };
}

describe('a new key ring', () => {
  it('makes one key of each purpose, named by its thumbprint', async () => {
    await loadedRing();
    expect([...store.rows.values()].map(({ purpose }) => purpose).sort()).toEqual([
      'payload_p256',
      'payload_x25519',
      'root',
      'token',
    ]);
    for (const row of store.rows.values()) expect(row.kid).toBe(await calculateJwkThumbprint(row.publicJwk));
  });

  it('makes one key of each purpose also when many servers start at once', async () => {
    const rings = Array.from({ length: 6 }, () => newRing());
    await Promise.all(rings.map((ring) => ring.load()));
    expect(store.rows.size).toBe(4);
    const token = await rings[0]?.signToken('test+jwt', { sub: 'a' });
    const { kid = '' } = decodeProtectedHeader(token ?? '');
    for (const ring of rings) expect(ring.tokenKey(kid)).toBeDefined();
  });

  it('keeps its keys over a restart', async () => {
    await loadedRing();
    const before = [...store.rows.keys()];
    await loadedRing();
    expect([...store.rows.keys()]).toEqual(before);
  });

  it('stores no private key in plain', async () => {
    const ring = await loadedRing();
    const row = onlyRow('payload_x25519');
    const plain = ring.payloadKey(row.kid)?.privateKey.export({ format: 'jwk' }).d ?? '';
    expect(plain).toHaveLength(43);
    expect(row.wrappedPrivate?.includes(Buffer.from(plain, 'base64url'))).toBe(false);
  });

  it('says so where it is used before it is loaded', async () => {
    expect(await failureOf(newRing().signToken('test+jwt', {}))).toMatchObject({
      detail: 'key_ring_not_loaded',
      audience: 'operator',
    });
    expect(await failureOf(newRing().payloadKeyDocument())).toMatchObject({ detail: 'key_ring_not_loaded' });
  });
});

describe('signToken', () => {
  it('signs so that anybody can verify with the published key set', async () => {
    const ring = await loadedRing();
    const token = await ring.signToken('test+jwt', { sub: 'usr_1' });
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(ring.jwks()));
    expect(payload).toEqual({ sub: 'usr_1' });
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'test+jwt', kid: onlyRow('token').kid });
  });

  it('goes over to a new key only after the documents that lack it have expired, and the old one still verifies', async () => {
    const ring = await loadedRing();
    const old = onlyRow('token').kid;
    clock.advance(90 * DAY_MS);
    await ring.refresh();
    expect(rowsOf('token')).toHaveLength(2);
    expect(decodeProtectedHeader(await ring.signToken('test+jwt', {})).kid).toBe(old);
    clock.advance(DAY_MS + 2 * MINUTE_MS);
    expect(decodeProtectedHeader(await ring.signToken('test+jwt', {})).kid).not.toBe(old);
    expect(ring.tokenKey(old)).toBeDefined();
    clock.advance(29 * DAY_MS);
    expect(ring.tokenKey(old)).toBeUndefined();
  });

  it('finds a token key only under its own name and purpose', async () => {
    const ring = await loadedRing();
    expect(ring.tokenKey(onlyRow('token').kid)).toBeDefined();
    expect(ring.tokenKey(onlyRow('root').kid)).toBeUndefined();
    expect(ring.tokenKey(onlyRow('payload_p256').kid)).toBeUndefined();
    expect(ring.payloadKey(onlyRow('token').kid)).toBeUndefined();
    expect(ring.tokenKey('__proto__')).toBeUndefined();
  });
});

describe('jwks', () => {
  it('publishes token and payload keys, and no private member', async () => {
    const ring = await loadedRing();
    const { keys } = ring.jwks();
    expect(keys.map(({ use, alg, crv }) => `${use} ${alg} ${crv}`).sort()).toEqual([
      'enc ECDH-ES P-256',
      'enc ECDH-ES X25519',
      'sig ES256 P-256',
    ]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });
});

describe('payloadKeyDocument', () => {
  it('is signed by the pinned root and names the payload and token keys', async () => {
    const ring = await loadedRing();
    const { rootThumbprint, claims } = await documentOf(ring);
    expect(ring.rootThumbprints()).toEqual([rootThumbprint]);
    expect(claims.payload_keys.map(({ kid }) => kid)).toEqual([
      onlyRow('payload_x25519').kid,
      onlyRow('payload_p256').kid,
    ]);
    expect(claims.token_keys.map(({ kid }) => kid)).toEqual([onlyRow('token').kid]);
    expect(claims.exp - claims.iat).toBe(24 * 3600);
  });

  it('is signed once and answered from memory until half its life is over or the keys change', async () => {
    const ring = await loadedRing();
    const [first, second] = await Promise.all([ring.payloadKeyDocument(), ring.payloadKeyDocument()]);
    expect(second).toBe(first);
    clock.advance(11 * HOUR_MS);
    expect(await ring.payloadKeyDocument()).toBe(first);
    clock.advance(HOUR_MS);
    expect(await ring.payloadKeyDocument()).not.toBe(first);
  });
});

describe('payload keys', () => {
  it('are rotated after 12 hours, handed out once settled, and still open until they are 24 hours old', async () => {
    const ring = await loadedRing();
    const old = onlyRow('payload_x25519').kid;
    clock.advance(12 * HOUR_MS);
    await ring.refresh();
    const successor = rowsOf('payload_x25519').find(({ kid }) => kid !== old)?.kid ?? '';
    expect((await documentOf(ring)).claims.payload_keys[0]?.kid).toBe(old);
    clock.advance(2 * MINUTE_MS);
    expect((await documentOf(ring)).claims.payload_keys[0]?.kid).toBe(successor);
    expect(ring.payloadKey(old)).toBeDefined();
  });

  it('open nothing once they are 24 hours old, even before the next refresh destroys them', async () => {
    const ring = await loadedRing();
    const old = onlyRow('payload_x25519').kid;
    clock.advance(24 * HOUR_MS);
    expect(ring.payloadKey(old)).toBeUndefined();
    expect(store.rows.get(old)?.wrappedPrivate).not.toBeNull();
    await ring.refresh();
    expect(store.rows.get(old)).toMatchObject({ wrappedPrivate: null, destroyedAt: clock.now() });
  });

  it('made by another server are known after a refresh, before anybody is told to use them', async () => {
    const ring = await loadedRing();
    const other = await loadedRing();
    clock.advance(12 * HOUR_MS);
    await other.refresh();
    clock.advance(MINUTE_MS);
    await ring.refresh();
    clock.advance(MINUTE_MS);
    const { claims } = await documentOf(other);
    for (const { kid } of claims.payload_keys) expect(ring.payloadKey(kid)).toBeDefined();
  });

  it('rotate once when many servers find them due at the same time', async () => {
    const rings = await Promise.all(Array.from({ length: 4 }, () => loadedRing()));
    clock.advance(12 * HOUR_MS);
    await Promise.all(rings.map((ring) => ring.refresh()));
    expect(rowsOf('payload_x25519')).toHaveLength(2);
    expect(rowsOf('payload_p256')).toHaveLength(2);
  });
});

describe('a damaged or foreign ring', () => {
  it('tells the operator which key does not unwrap with another KMS key, and what to do', async () => {
    await loadedRing();
    const failure = await failureOf(newRing(await localTestKms()).load());
    expect(failure).toMatchObject({ code: 'system_error', detail: 'key_ring_unreadable', audience: 'operator' });
    expect(failure.message).toMatch(/The \w+ key [\w-]{43} cannot be unwrapped.+Restore the key file/);
  });

  it('refuses a key that was relabelled for another purpose', async () => {
    await loadedRing();
    onlyRow('payload_p256').purpose = 'token';
    expect(await failureOf(newRing().load())).toMatchObject({ detail: 'key_ring_unreadable' });
  });

  it('refuses the private part of another key', async () => {
    await loadedRing();
    onlyRow('token').wrappedPrivate = onlyRow('root').wrappedPrivate;
    expect(await failureOf(newRing().load())).toMatchObject({ detail: 'key_ring_unreadable' });
  });

  it('believes no public key that the database alone vouches for', async () => {
    const ring = await loadedRing();
    const genuine = ring.tokenKey(onlyRow('token').kid)?.export({ format: 'jwk' });
    onlyRow('token').publicJwk = onlyRow('payload_p256').publicJwk;
    const reread = await loadedRing();
    expect(reread.tokenKey(onlyRow('token').kid)?.export({ format: 'jwk' })).toEqual(genuine);
  });

  it('keeps what it has where a refresh fails', async () => {
    const ring = await loadedRing();
    store.listKeys = () => Promise.reject(new Error('database is away'));
    await expect(ring.refresh()).rejects.toThrow('database is away');
    expect(await ring.signToken('test+jwt', {})).toMatch(/^ey/);
  });
});
