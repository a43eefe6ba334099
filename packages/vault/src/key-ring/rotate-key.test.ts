import { decodeProtectedHeader } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Kms, VaultActor } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { MemoryKeyRingStore } from '../testing/memory-key-ring-store.ts';
import { createKeyRing } from './create-key-ring.ts';
import type { KeyRing } from './create-key-ring.ts';
import { describeKeys } from './describe-keys.ts';
import { destroyKey } from './destroy-key.ts';
import { retireKey, rotateKey } from './rotate-key.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const operator: VaultActor = { type: 'system', id: null, name: 'Operator' };

let kms: Kms;
let clock: FakeClock;
let store: MemoryKeyRingStore;
let ring: KeyRing;
beforeEach(async () => {
  kms = await localTestKms();
  clock = new FakeClock();
  store = new MemoryKeyRingStore();
  ring = createKeyRing({ store, kms, clock, issuer: 'http://localhost:3001' });
  await ring.load();
  clock.advance(HOUR_MS);
});

const deps = () => ({ store, kms, clock });
const activeKid = (purpose: string) => {
  const row = [...store.rows.values()].find((key) => key.purpose === purpose && key.retiredAt === null);
  if (!row) throw new Error(`no active ${purpose} key`);
  return row.kid;
};
const signerOf = async (sign: Promise<string>) => decodeProtectedHeader(await sign).kid;
const stateOf = async (kid: string) =>
  describeKeys(await store.listKeys(), clock.now()).find(({ key }) => key.kid === kid)?.state;

describe('rotating on demand', () => {
  it('goes over to a new token key once every key document that lacks it has expired, and the old one verifies on', async () => {
    const old = activeKid('token');
    const { created, retired } = await rotateKey(deps(), 'token', operator);
    expect(retired.map(({ kid }) => kid)).toEqual([old]);
    await ring.refresh();
    expect(await signerOf(ring.signToken('test+jwt', {}))).toBe(old);
    expect([await stateOf(old), await stateOf(created.kid)]).toEqual(['current', 'waiting']);
    clock.advance(DAY_MS + 2 * MINUTE_MS);
    expect(await signerOf(ring.signToken('test+jwt', {}))).toBe(created.kid);
    expect([await stateOf(old), await stateOf(created.kid)]).toEqual(['overlap', 'current']);
    expect(ring.tokenKey(old)).toBeDefined();
  });

  it('hands out a new payload key after two minutes, and cards that were sealed to the old one still open', async () => {
    const old = activeKid('payload_x25519');
    const { created } = await rotateKey(deps(), 'payload_x25519', operator);
    await ring.refresh();
    clock.advance(2 * MINUTE_MS);
    expect(ring.payloadKey(created.kid)).toBeDefined();
    expect(ring.payloadKey(old)).toBeDefined();
    expect(await stateOf(created.kid)).toBe('current');
  });

  it('signs with the old root until documents that pin the new one are everywhere, and names both meanwhile', async () => {
    const old = activeKid('root');
    const { created } = await rotateKey(deps(), 'root', operator);
    await ring.refresh();
    expect(new Set(ring.rootThumbprints())).toEqual(new Set([old, created.kid]));
    expect(await signerOf(ring.payloadKeyDocument())).toBe(old);
    clock.advance(DAY_MS + 2 * MINUTE_MS);
    await ring.refresh();
    expect(await signerOf(ring.payloadKeyDocument())).toBe(created.kid);
    expect(ring.rootThumbprints()).toContain(old);
  });

  it('changes nothing where the KMS is away', async () => {
    const before = [...store.rows.values()].map((row) => Object.assign({}, row));
    const away = { ...kms, generateDataKey: () => Promise.reject(new Error('KMS is away')) };
    await expect(rotateKey({ ...deps(), kms: away }, 'token', operator)).rejects.toThrow('KMS is away');
    expect([...store.rows.values()]).toEqual(before);
  });

  it('lets one of two at the same moment make the key, and tells the other', async () => {
    const bothHaveLooked = Promise.withResolvers<void>();
    let looks = 0;
    const listKeys = async () => {
      const keys = await store.listKeys();
      looks += 1;
      if (looks === 2) bothHaveLooked.resolve();
      await bothHaveLooked.promise;
      return keys;
    };
    const racing = { ...deps(), store: Object.assign(Object.create(store) as MemoryKeyRingStore, { listKeys }) };
    const results = await Promise.allSettled([
      rotateKey(racing, 'root', operator),
      rotateKey(racing, 'root', operator),
    ]);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['fulfilled', 'rejected']));
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { detail: 'key_rotated_meanwhile' },
    });
    expect([...store.rows.values()].filter((row) => row.purpose === 'root')).toHaveLength(2);
  });
});

describe('retiring a key', () => {
  it('makes the successor of an active one at once, and leaves a retired one as it is', async () => {
    const kid = activeKid('token');
    const { successor } = await retireKey(deps(), kid, operator);
    expect(successor?.kid).toBe(activeKid('token'));
    expect((await retireKey(deps(), kid, operator)).successor).toBeNull();
    expect(store.rows.size).toBe(5);
  });

  it('says so where there is no such key', async () => {
    expect(await failureOf(retireKey(deps(), 'nobody', operator))).toMatchObject({ detail: 'key_not_found' });
  });
});

describe('destroying a key', () => {
  const destroy = (kid: string, isEmergency = false) => destroyKey(deps(), kid, { isEmergency }, operator);

  it.each(['root', 'token', 'payload_x25519'] as const)(
    'is refused for a %s key that is in use, or whose signatures and documents may still be about',
    async (purpose) => {
      const kid = activeKid(purpose);
      expect((await failureOf(destroy(kid))).message).toMatch(/in use: rotate it first/);
      await rotateKey(deps(), purpose, operator);
      const failure = await failureOf(destroy(kid));
      expect(failure).toMatchObject({ detail: 'key_still_needed', audience: 'operator' });
      expect(failure.message).toMatch(/until 2026-11-2\d/);
      expect(store.rows.get(kid)?.wrappedPrivate).not.toBeNull();
    },
  );

  it('is done once nobody can need it any more: a token key after eight days and two minutes', async () => {
    const kid = activeKid('token');
    await rotateKey(deps(), 'token', operator);
    clock.advance(8 * DAY_MS + 2 * MINUTE_MS - 1);
    expect((await failureOf(destroy(kid))).detail).toBe('key_still_needed');
    clock.advance(1);
    await destroy(kid);
    expect(store.rows.get(kid)).toMatchObject({ wrappedPrivate: null, destroyedAt: clock.now() });
    await ring.refresh();
    expect(ring.tokenKey(kid)).toBeUndefined();
  });

  it('is done at once in an emergency, with a successor for what is in use', async () => {
    const kid = activeKid('token');
    await destroy(kid, true);
    // Made by the command itself, and not by the next server that looks.
    expect(activeKid('token')).not.toBe(kid);
    await ring.refresh();
    expect(ring.tokenKey(kid)).toBeUndefined();
    expect(await signerOf(ring.signToken('test+jwt', {}))).toBe(activeKid('token'));
  });
});
