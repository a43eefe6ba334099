import { newId } from '@fieldfare/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { countingKms } from '../testing/counting-kms.ts';
import { failureOf } from '../testing/failure-of.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { localTestKms } from '../testing/local-test-kms.ts';
import { MemoryVaultStore } from '../testing/memory-vault-store.ts';
import { createMerchantKeys } from './merchant-keys.ts';

let clock: FakeClock;
let kms: ReturnType<typeof countingKms>;
beforeEach(async () => {
  clock = new FakeClock();
  kms = countingKms(await localTestKms());
});

const merchantId = newId('merchant');

describe('merchant keys in memory', () => {
  it('are lent to no other merchant, even by their right name', async () => {
    const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
    const id = await keys.withCurrent(merchantId, (_, keyId) => keyId);
    expect(await keys.withStored(id, merchantId, () => 'lent')).toBe('lent');
    expect((await failureOf(keys.withStored(id, newId('merchant'), () => 'lent'))).detail).toBe(
      'stored_card_unreadable',
    );
  });

  it('cost the KMS two calls for the first thousand cards: one to make the key, one to open it', async () => {
    const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
    for (let i = 0; i < 1_000; i++) await keys.withCurrent(merchantId, () => undefined);
    expect(kms.calls()).toBe(2);
  });

  it('are asked of the KMS again after ten minutes', async () => {
    const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
    await keys.withCurrent(merchantId, () => undefined);
    clock.advance(10 * 60_000 - 1);
    await keys.withCurrent(merchantId, () => undefined);
    expect(kms.calls()).toBe(2);
    clock.advance(1);
    await keys.withCurrent(merchantId, () => undefined);
    expect(kms.calls()).toBe(3);
  });

  it('are asked of the KMS again after ten thousand uses', async () => {
    const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
    for (let i = 0; i < 10_000; i++) await keys.withCurrent(merchantId, () => undefined);
    expect(kms.calls()).toBe(2);
    await keys.withCurrent(merchantId, () => undefined);
    expect(kms.calls()).toBe(3);
  });

  it('are zeroed after ten minutes though nobody asks for them again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
      const held = await keys.withCurrent(merchantId, (key) => key);
      vi.advanceTimersByTime(10 * 60_000 - 1);
      expect(held.every((byte) => byte === 0)).toBe(false);
      vi.advanceTimersByTime(1);
      expect(held.every((byte) => byte === 0)).toBe(true);
      expect(await keys.withCurrent(merchantId, (key) => key.every((byte) => byte === 0))).toBe(false);
      keys.clear();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('are zeroed when they are let go', async () => {
    const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
    const held = await keys.withCurrent(merchantId, (key) => key);
    expect(held.every((byte) => byte === 0)).toBe(false);
    keys.clear();
    expect(held.every((byte) => byte === 0)).toBe(true);
  });

  it('are never lent zeroed, whenever they are let go', async () => {
    const keys = createMerchantKeys({ kms, store: new MemoryVaultStore(), clock });
    const original = await keys.withCurrent(merchantId, (key) => Buffer.from(key));
    for (let round = 0; round < 50; round++) {
      const borrowed = Array.from({ length: 5 }, () => keys.withCurrent(merchantId, (key) => key.equals(original)));
      for (let turn = 0; turn < round % 7; turn++) await Promise.resolve();
      keys.clear();
      expect(await Promise.all(borrowed)).toEqual([true, true, true, true, true]);
    }
  });

  it('are asked for again after the KMS was away', async () => {
    const store = new MemoryVaultStore();
    await createMerchantKeys({ kms, store, clock }).withCurrent(merchantId, () => undefined);
    let isAway = true;
    const keys = createMerchantKeys({
      kms: { ...kms, decrypt: (...call) => (isAway ? Promise.reject(new Error('KMS is away')) : kms.decrypt(...call)) },
      store,
      clock,
    });
    await expect(keys.withCurrent(merchantId, () => 'lent')).rejects.toThrow('KMS is away');
    isAway = false;
    expect(await keys.withCurrent(merchantId, () => 'lent')).toBe('lent');
  });
});
