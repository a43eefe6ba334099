import { FieldfareError, merchantKeyGone } from '@fieldfare/protocol';
import type { ErrorDetail } from '@fieldfare/protocol';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import type { Clock } from '../ports.ts';
import { openSecret, sealSecret } from './seal-secret.ts';
import type { SecretName } from './secret-name.ts';

export interface StoredSecret {
  dataKeyId: string;
  /** Nonce (12), ciphertext, tag (16), under a key that is derived from the merchant's. */
  sealed: Buffer;
}

export interface NewSecret extends SecretName, StoredSecret {
  createdAt: Date;
}

export interface SecretStore {
  /** False where the key that it is sealed under is gone by now. */
  keep(secret: NewSecret): Promise<boolean>;
  find(name: SecretName): Promise<StoredSecret | null>;
  forget(id: string, merchantId: string): Promise<void>;
}

/** Secrets that are no cards: texts that a merchant shares with us, sealed under its own key of the month. */
export interface MerchantSecrets {
  /** A key that was destroyed under us is forgotten, and the secret sealed once more. Throws `system_error` / `merchant_key_gone`. */
  keep(name: SecretName, text: string): Promise<void>;
  /** Throws `system_error` / `secret_missing`, and `secret_unreadable` where its row was changed or moved. */
  read(name: SecretName): Promise<string>;
  forget(id: string, merchantId: string): Promise<void>;
}

export function createMerchantSecrets({
  merchantKeys,
  store,
  clock,
}: {
  merchantKeys: MerchantKeys;
  store: SecretStore;
  clock: Clock;
}): MerchantSecrets {
  async function find(name: SecretName): Promise<StoredSecret> {
    const stored = await store.find(name);
    if (!stored) throw problem('secret_missing', `There is no secret ${name.id} of that merchant.`);
    return stored;
  }

  async function open({ dataKeyId, sealed }: StoredSecret, name: SecretName): Promise<string> {
    const plaintext = await merchantKeys.withStored(dataKeyId, name.merchantId, (merchantKey) =>
      openSecret(merchantKey, sealed, name),
    );
    try {
      return plaintext.toString('utf8');
    } finally {
      plaintext.fill(0);
    }
  }

  async function seal(name: SecretName, text: string): Promise<StoredSecret> {
    const plaintext = Buffer.from(text, 'utf8');
    try {
      return await merchantKeys.withCurrent(name.merchantId, (merchantKey, dataKeyId) => ({
        dataKeyId,
        sealed: sealSecret(merchantKey, plaintext, name),
      }));
    } finally {
      plaintext.fill(0);
    }
  }

  return {
    keep: async (name, text) => {
      const stored = await seal(name, text);
      if (await store.keep({ ...name, ...stored, createdAt: clock.now() })) return;
      merchantKeys.forget(stored.dataKeyId);
      const again = await seal(name, text);
      if (!(await store.keep({ ...name, ...again, createdAt: clock.now() }))) throw merchantKeyGone();
    },
    read: async (name) => {
      const stored = await find(name);
      try {
        return await open(stored, name);
      } catch (error) {
        // A re-encryption may have moved it, and its key may have been destroyed, between the look and the opening.
        const now = await find(name);
        if (now.dataKeyId === stored.dataKeyId) throw error;
        return open(now, name);
      }
    },
    forget: (id, merchantId) => store.forget(id, merchantId),
  };
}

function problem(detail: ErrorDetail, message: string): FieldfareError {
  return new FieldfareError('system_error', { detail, message, audience: 'operator' });
}
