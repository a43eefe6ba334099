import { FieldfareError } from '@fieldfare/protocol';
import type { MerchantKeys } from '../cards/merchant-keys.ts';
import type { Clock } from '../ports.ts';
import { openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import { withSecretsKey } from './with-secrets-key.ts';

/** What a secret is called. It opens under no other id, merchant or purpose. */
export interface SecretName {
  id: string;
  merchantId: string;
  /** What it is for: `webhook`, or a processor's name. */
  purpose: string;
}

export interface StoredSecret {
  dataKeyId: string;
  /** Nonce (12), ciphertext, tag (16), under a key that is derived from the merchant's. */
  sealed: Buffer;
}

export interface NewSecret extends SecretName, StoredSecret {
  createdAt: Date;
}

export interface SecretStore {
  keep(secret: NewSecret): Promise<void>;
  find(name: SecretName): Promise<StoredSecret | null>;
  forget(id: string, merchantId: string): Promise<void>;
}

/** Secrets that are no cards: texts that a merchant shares with us, sealed under its own key of the month. */
export interface MerchantSecrets {
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
  return {
    keep: async (name, text) => {
      const plaintext = Buffer.from(text, 'utf8');
      const stored = await merchantKeys
        .withCurrent(name.merchantId, (merchantKey, dataKeyId) => ({
          dataKeyId,
          sealed: withSecretsKey(merchantKey, (key) => sealAesGcm(key, plaintext, aadOf(name))),
        }))
        .finally(() => plaintext.fill(0));
      await store.keep({ ...name, ...stored, createdAt: clock.now() });
    },
    read: async (name) => {
      const stored = await store.find(name);
      if (!stored) throw problem('secret_missing', `There is no secret ${name.id} of that merchant.`);
      return merchantKeys.withStored(stored.dataKeyId, name.merchantId, (merchantKey) =>
        withSecretsKey(merchantKey, (key) => open(key, stored, name)),
      );
    },
    forget: (id, merchantId) => store.forget(id, merchantId),
  };
}

function open(key: Buffer, { sealed }: StoredSecret, name: SecretName): string {
  try {
    const plaintext = openAesGcm(key, sealed, aadOf(name));
    const text = plaintext.toString('utf8');
    plaintext.fill(0);
    return text;
  } catch (error) {
    throw problem(
      'secret_unreadable',
      'A stored secret was changed since it was written, or moved from another row.',
      error,
    );
  }
}

/** Ids and purposes hold no NUL, so that no two names share a spelling. */
function aadOf({ id, merchantId, purpose }: SecretName): Buffer {
  return Buffer.from(['fieldfare merchant secret v1', id, merchantId, purpose].join('\0'), 'utf8');
}

function problem(detail: string, message: string, cause?: unknown): FieldfareError {
  return new FieldfareError('system_error', { detail, message, audience: 'operator', cause });
}
