import { newId } from '@fieldfare/protocol';
import type { Clock, Kms, StoredFingerprintKey, VaultStore } from '../ports.ts';
import { fingerprintKeyContext } from './data-key-context.ts';
import { hmacSha256 } from '../primitives/hmac-sha256.ts';

export interface Fingerprinter {
  /** HMAC-SHA-256 of the PAN under the installation's key: the same card gives the same 32 bytes (PCI DSS 3.5.1.1). */
  fingerprint(number: string): Promise<Buffer>;
  /** Zeroes the key. */
  clear(): void;
}

export function createFingerprinter({
  kms,
  store,
  clock,
}: {
  kms: Kms;
  store: VaultStore;
  clock: Clock;
}): Fingerprinter {
  let opening: Promise<Buffer> | null = null;

  function key(): Promise<Buffer> {
    opening ??= open().catch((error: unknown) => {
      // The next card asks again.
      opening = null;
      throw error;
    });
    return opening;
  }

  async function open(): Promise<Buffer> {
    const stored = (await store.fingerprintKey()) ?? (await make());
    return kms.decrypt(stored.wrapped, fingerprintKeyContext(stored.id));
  }

  async function make(): Promise<StoredFingerprintKey> {
    const createdAt = clock.now();
    const id = newId('dataKey', createdAt);
    const { plaintext, wrapped } = await kms.generateDataKey(fingerprintKeyContext(id));
    plaintext.fill(0);
    return store.insertFingerprintKey({ id, wrapped, createdAt });
  }

  return {
    fingerprint: async (number) => hmacSha256(await key(), number),
    clear: () => {
      void opening?.then((bytes) => bytes.fill(0)).catch(() => undefined);
      opening = null;
    },
  };
}
