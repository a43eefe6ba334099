import type { WrappedKeyStore } from '../operations/ports.ts';
import type { MemoryKeyRingStore } from './memory-key-ring-store.ts';
import type { MemoryVaultStore } from './memory-vault-store.ts';

/** The wrapped keys of both stores in memory, in the order of their ids. */
export function memoryWrappedKeyStore(keyRing: MemoryKeyRingStore, vault: MemoryVaultStore): WrappedKeyStore {
  const dataKeys = () => [
    ...[...vault.merchantKeys.values()].map((key) => ({
      row: key,
      merchant: { id: key.merchantId, period: key.period },
    })),
    ...(vault.storedFingerprintKey ? [{ row: vault.storedFingerprintKey, merchant: null }] : []),
  ];
  return {
    listKeys: () => keyRing.listKeys(),
    listDataKeys: async (afterId, limit) =>
      dataKeys()
        .map(({ row, merchant }) => ({ id: row.id, merchant, wrapped: Buffer.from(row.wrapped) }))
        .filter(({ id }) => id > afterId)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    listTransferKeys: async () => [],
    replaceWrappedTransferKey: async () => false,
    replaceWrappedKey: async ({ kid }, from, to) => {
      const row = keyRing.rows.get(kid);
      if (!row?.wrappedPrivate?.equals(from)) return false;
      row.wrappedPrivate = to;
      return true;
    },
    replaceWrappedDataKey: async (id, from, to) => {
      const found = dataKeys().find(({ row }) => row.id === id);
      if (!found?.row.wrapped.equals(from)) return false;
      found.row.wrapped = to;
      return true;
    },
  };
}
