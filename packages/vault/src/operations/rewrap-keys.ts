import { fingerprintKeyContext, merchantKeyContext } from '../cards/data-key-context.ts';
import { privateKeyContext } from '../key-ring/generate-key.ts';
import { isHeldByKms } from '../key-ring/kms-held-root.ts';
import { isForeign } from '../kms/create-migrating-kms.ts';
import { openWithKms, sealWithKms } from '../kms/seal-with-kms.ts';
import type { EncryptionContext, Kms, StoredKey, VaultActor } from '../ports.ts';
import type { TransferKey } from '../transfers/ports.ts';
import { transferKeyContext } from '../transfers/transfer-key.ts';
import type { WrappedDataKey, WrappedKeyStore } from './ports.ts';

export interface RewrapKeysDeps {
  store: WrappedKeyStore;
  /** The KMS key, or provider, that everything shall be wrapped by. */
  current: Kms;
  previous: Kms;
}

export interface RewrapReport {
  rewrapped: number;
  /** Were wrapped by the present key already, as after an earlier run that was ended. */
  kept: number;
}

const DATA_KEYS_AT_ONCE = 200;

/**
 * Wraps every key that the KMS holds wrapped anew, under another KMS key or provider, one row at a time: the keys themselves and all that
 * they encrypt stay as they are. Servers run on `createMigratingKms` meanwhile. It can be ended and run again at any moment.
 */
export async function rewrapKeys(
  { store, current, previous }: RewrapKeysDeps,
  actor: VaultActor,
  onProgress: (report: RewrapReport) => void = () => {},
): Promise<RewrapReport> {
  const report = { rewrapped: 0, kept: 0 };
  const note = (isRewrapped: boolean) => {
    report[isRewrapped ? 'rewrapped' : 'kept'] += 1;
    onProgress({ ...report });
  };
  for (const key of await store.listKeys()) {
    if (key.wrappedPrivate === null || isHeldByKms(key.wrappedPrivate)) continue;
    note(await rewrapRingKey(key, key.wrappedPrivate));
  }
  for (const key of await store.listTransferKeys()) note(await rewrapTransferKey(key));
  for (let afterId = ''; ;) {
    const keys = await store.listDataKeys(afterId, DATA_KEYS_AT_ONCE);
    for (const key of keys) note(await rewrapDataKey(key));
    const last = keys.at(-1);
    if (!last) return report;
    afterId = last.id;
  }

  async function rewrapRingKey(key: StoredKey, from: Buffer): Promise<boolean> {
    return resealed(from, privateKeyContext(key.kid, key.purpose), (to) =>
      store.replaceWrappedKey(key, from, to, actor),
    );
  }

  async function rewrapTransferKey(key: TransferKey): Promise<boolean> {
    return resealed(key.wrapped, transferKeyContext(key), (to) =>
      store.replaceWrappedTransferKey(key.id, key.wrapped, to, actor),
    );
  }

  async function resealed(
    from: Buffer,
    context: EncryptionContext,
    replace: (to: Buffer) => Promise<boolean>,
  ): Promise<boolean> {
    const pkcs8 = await openForeign((kms) => openWithKms(kms, from, context));
    if (!pkcs8) return false;
    try {
      return await replace(await sealWithKms(current, pkcs8, context));
    } finally {
      pkcs8.fill(0);
    }
  }

  async function rewrapDataKey(key: WrappedDataKey): Promise<boolean> {
    const context = contextOf(key);
    const plaintext = await openForeign((kms) => kms.decrypt(key.wrapped, context));
    if (!plaintext) return false;
    try {
      return await store.replaceWrappedDataKey(key.id, key.wrapped, await current.encrypt(plaintext, context), actor);
    } finally {
      plaintext.fill(0);
    }
  }

  /** What only the previous KMS opens; null for what the present one opens already. */
  async function openForeign(open: (kms: Kms) => Promise<Buffer>): Promise<Buffer | null> {
    try {
      (await open(current)).fill(0);
      return null;
    } catch (error) {
      if (!isForeign(error)) throw error;
      return open(previous);
    }
  }
}

function contextOf({ id, merchant }: WrappedDataKey): EncryptionContext {
  return merchant
    ? merchantKeyContext({ id, merchantId: merchant.id, period: merchant.period })
    : fingerprintKeyContext(id);
}
