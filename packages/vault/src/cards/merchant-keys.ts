import { FieldfareError, newId } from '@fieldfare/protocol';
import type { Clock, Kms, StoredMerchantKey, VaultStore } from '../ports.ts';
import { BoundedMap } from '../primitives/bounded-map.ts';
import { merchantKeyContext } from './data-key-context.ts';

const MAX_AGE_MS = 10 * 60_000;
const MAX_USES = 10_000;
const MAX_KEYS = 1_000;

interface CachedKey {
  id: string;
  merchantId: string;
  bytes: Buffer;
  openedAt: number;
  uses: number;
  isZeroed: boolean;
  /** Lets it go when its time is over, asked for again or not. */
  timer: NodeJS.Timeout;
}

export interface MerchantKeys {
  /** Lends the merchant's key of the present month to a synchronous call. */
  withCurrent<T>(merchantId: string, call: (key: Buffer, id: string) => T): Promise<T>;
  /** Lends the merchant's key of a month, as `2026-11`, to store a card of that month under. */
  withPeriod<T>(merchantId: string, period: string, call: (key: Buffer, id: string) => T): Promise<T>;
  /** Lends the key that wrapped a stored card; throws where it is another merchant's. */
  withStored<T>(id: string, merchantId: string, call: (key: Buffer) => T): Promise<T>;
  /** Zeroes one key, which the database says is gone; the next one is asked for anew. */
  forget(id: string): void;
  /** Zeroes what is in memory. */
  clear(): void;
}

export interface MerchantKeysDeps {
  kms: Kms;
  store: VaultStore;
  clock: Clock;
}

/**
 * The keys per merchant and month, opened by the KMS and kept in memory for ten minutes or ten thousand uses, then zeroed, so that a
 * thousand payments cost at most one call to it. They are lent to synchronous calls only: nobody can hold one that is being zeroed.
 */
export function createMerchantKeys({ kms, store, clock }: MerchantKeysDeps): MerchantKeys {
  const cache = new BoundedMap<CachedKey>(MAX_KEYS, zero);
  const opening = new Map<string, Promise<CachedKey>>();

  async function borrow<T>(
    name: string,
    find: () => Promise<StoredMerchantKey>,
    call: (key: CachedKey) => T,
  ): Promise<T> {
    for (;;) {
      const key = fresh(name) ?? (await openOnce(name, find));
      // Between the answer of the promise and this line the cache may have let the key go.
      if (key.isZeroed) continue;
      key.uses += 1;
      return call(key);
    }
  }

  function fresh(name: string): CachedKey | undefined {
    const key = cache.get(name);
    if (!key) return undefined;
    const ageMs = clock.now().getTime() - key.openedAt;
    if (ageMs >= 0 && ageMs < MAX_AGE_MS && key.uses < MAX_USES) return key;
    cache.delete(name);
    return undefined;
  }

  function openOnce(name: string, find: () => Promise<StoredMerchantKey>): Promise<CachedKey> {
    const started = opening.get(name);
    if (started) return started;
    const promise = open(find)
      .then((key) => {
        cache.set(name, key);
        return key;
      })
      .finally(() => opening.delete(name));
    opening.set(name, promise);
    return promise;
  }

  async function open(find: () => Promise<StoredMerchantKey>): Promise<CachedKey> {
    const stored = await find();
    const bytes = await kms.decrypt(stored.wrapped, merchantKeyContext(stored));
    const key: CachedKey = {
      id: stored.id,
      merchantId: stored.merchantId,
      bytes,
      openedAt: clock.now().getTime(),
      uses: 0,
      isZeroed: false,
      timer: setTimeout(() => cache.deleteWhere((held) => held === key), MAX_AGE_MS).unref(),
    };
    return key;
  }

  async function findOrMake(merchantId: string, period: string): Promise<StoredMerchantKey> {
    const existing = await store.merchantKey(merchantId, period);
    if (existing) return existing;
    const createdAt = clock.now();
    const named = { id: newId('dataKey', createdAt), merchantId, period, createdAt };
    const { plaintext, wrapped } = await kms.generateDataKey(merchantKeyContext(named));
    // The key that stands may be another server's, so that it is always the stored one that is opened.
    plaintext.fill(0);
    return store.insertMerchantKey({ ...named, wrapped });
  }

  async function findById(id: string): Promise<StoredMerchantKey> {
    const stored = await store.merchantKeyById(id);
    if (!stored) throw unreadableCard();
    return stored;
  }

  const withPeriod: MerchantKeys['withPeriod'] = (merchantId, period, call) =>
    borrow(
      `${merchantId} ${period}`,
      () => findOrMake(merchantId, period),
      (key) => call(key.bytes, key.id),
    );

  return {
    withCurrent: (merchantId, call) => withPeriod(merchantId, clock.now().toISOString().slice(0, 7), call),
    withPeriod,
    withStored: (id, merchantId, call) =>
      borrow(
        id,
        () => findById(id),
        (key) => {
          if (key.merchantId !== merchantId) throw unreadableCard();
          return call(key.bytes);
        },
      ),
    forget: (id) => cache.deleteWhere((key) => key.id === id),
    clear: () => cache.clear(),
  };
}

/** A stored card that its own keys do not open: damaged, or moved from another row or merchant. */
export function unreadableCard(): FieldfareError {
  return new FieldfareError('system_error', {
    detail: 'stored_card_unreadable',
    message: 'A stored card does not open with the keys of its merchant: its row was damaged or moved.',
    audience: 'operator',
  });
}

function zero(key: CachedKey): void {
  clearTimeout(key.timer);
  key.isZeroed = true;
  key.bytes.fill(0);
}
