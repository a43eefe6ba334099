import { beforeEach, describe, expect, it } from 'vitest';
import { createKeyRing } from '../key-ring/create-key-ring.ts';
import { createMigratingKms } from '../kms/create-migrating-kms.ts';
import { createVault } from '../cards/create-vault.ts';
import type { Kms, VaultActor } from '../ports.ts';
import { failureOf } from '../testing/failure-of.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { openTestVault, VISA } from '../testing/open-test-vault.ts';
import type { TestVault } from '../testing/open-test-vault.ts';
import { memoryWrappedKeyStore } from '../testing/memory-wrapped-key-store.ts';
import { rewrapKeys } from './rewrap-keys.ts';

const operator: VaultActor = { type: 'system', id: null, name: 'Operator' };
let test: TestVault;
let next: Kms;
beforeEach(async () => {
  test = await openTestVault();
  next = await localTestKms();
});

const vaultUnder = (kms: Kms) => {
  const { clock, store, keyRingStore } = test;
  const keyRing = createKeyRing({ store: keyRingStore, kms, clock, issuer: 'http://localhost:3001' });
  return { keyRing, vault: createVault({ keyRing, kms, store, clock }) };
};
const rewrap = (onProgress?: () => void) =>
  rewrapKeys(
    { store: memoryWrappedKeyStore(test.keyRingStore, test.store), current: next, previous: test.kms },
    operator,
    onProgress,
  );

describe('wrapping every key under another KMS key', () => {
  it('leaves cards, fingerprints and signatures as they are, and needs the previous key no more', async () => {
    const { stored } = await test.openCard(VISA);
    const token = await test.keyRing.signToken('test+jwt', { sub: 'a' });
    expect(await rewrap()).toEqual({ rewrapped: 6, kept: 0 });

    const { keyRing, vault } = vaultUnder(next);
    await keyRing.load();
    expect(await vault.decryptStored(stored, async ({ number }) => number)).toBe(VISA.number);
    expect(keyRing.jwks()).toEqual(test.keyRing.jwks());
    expect(keyRing.rootThumbprints()).toEqual(test.keyRing.rootThumbprints());
    const again = await vault.open(
      await test.sender.seal(VISA, test.expected, test.recipient('X25519')),
      test.expected,
    );
    expect(again.stored.fingerprint).toEqual(stored.fingerprint);
    expect(token).toMatch(/^ey/);
    const behind = vaultUnder(test.kms);
    expect((await failureOf(behind.keyRing.load())).detail).toBe('key_ring_unreadable');
  });

  it('serves all the while: a server that knows both opens what is old and what is new', async () => {
    const { stored } = await test.openCard(VISA);
    const both = createMigratingKms(next, test.kms);
    const during: string[] = [];
    const seen: Promise<unknown>[] = [];
    await rewrap(() => {
      const { keyRing, vault } = vaultUnder(both);
      seen.push(
        keyRing.load(),
        vault.decryptStored(stored, async ({ number }) => during.push(number)),
      );
    });
    await Promise.all(seen);
    expect(during).toEqual(Array.from({ length: 6 }, () => VISA.number));
  });

  it('ended half way, goes on with what is left', async () => {
    await test.openCard(VISA);
    let calls = 0;
    await expect(
      rewrap(() => {
        calls += 1;
        if (calls === 3) throw new Error('ended');
      }),
    ).rejects.toThrow('ended');
    expect(await rewrap()).toEqual({ rewrapped: 3, kept: 3 });
    expect(await rewrap()).toEqual({ rewrapped: 0, kept: 6 });
  });

  it('says which KMS is missing where neither opens a key', async () => {
    await test.openCard(VISA);
    const stranger = await localTestKms();
    const failure = await failureOf(
      rewrapKeys(
        { store: memoryWrappedKeyStore(test.keyRingStore, test.store), current: next, previous: stranger },
        operator,
      ),
    );
    expect(failure).toMatchObject({ detail: 'kms_key_mismatch', audience: 'operator' });
  });
});
