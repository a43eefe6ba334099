import { createHmac, randomBytes } from 'node:crypto';
import type { EncryptionContext, Kms, KmsHealth } from '../ports.ts';
import { KEY_BYTES, NONCE_BYTES, openAesGcm, sealAesGcm, TAG_BYTES } from '../primitives/aes-gcm.ts';
import { encodeContext } from './encode-context.ts';
import { kmsError } from './kms-error.ts';
import { checkLocalKeyFile, readLocalKeyFile } from './local-key-file.ts';

export interface LocalKmsOptions {
  /** Where the key lies. Made with mode 0600 where there is none, unless `mayCreate` is false. */
  keyFile: string;
  passphrase?: string;
  environment: 'development' | 'production';
  /** A key file beside the database protects little: production must say that it wants one. */
  allowInProduction: boolean;
  mayCreate?: boolean;
}

// Frame of a wrapped key: version (1), id of the wrapping key (8), nonce (12), ciphertext (32), tag (16).
const VERSION = 1;
const KEY_ID_BYTES = 8;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const FRAME_BYTES = HEADER_BYTES + NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/** The KMS for development and closed networks: wraps under a key in a file of this machine. Throws operator's errors only. */
export async function createLocalKms(options: LocalKmsOptions): Promise<Kms> {
  if (options.environment === 'production' && !options.allowInProduction) {
    throw kmsError(
      'kms_local_in_production',
      'The local key provider is refused in production. Choose KMS_PROVIDER=aws, or allow the local one explicitly.',
    );
  }
  const wrappingKey = await readLocalKeyFile(options.keyFile, options.passphrase, options.mayCreate);
  const keyId = createHmac('sha256', wrappingKey)
    .update('fieldfare local kms key id')
    .digest()
    .subarray(0, KEY_ID_BYTES);
  const header = Buffer.concat([Buffer.from([VERSION]), keyId]);
  return {
    name: 'local',
    generateDataKey: async (context) => {
      const plaintext = randomBytes(KEY_BYTES);
      return {
        plaintext,
        wrapped: Buffer.concat([header, sealAesGcm(wrappingKey, plaintext, aadOf(header, context))]),
      };
    },
    encrypt: async (plaintext, context) =>
      Buffer.concat([header, sealAesGcm(wrappingKey, plaintext, aadOf(header, context))]),
    decrypt: async (wrapped, context) => {
      checkFrame(wrapped, keyId, options.keyFile);
      try {
        return openAesGcm(wrappingKey, wrapped.subarray(HEADER_BYTES), aadOf(header, context));
      } catch (error) {
        throw kmsError(
          'kms_refused',
          'A wrapped key was changed since it was written, or belongs to something else.',
          error,
        );
      }
    },
    health: () => healthOf(options.keyFile),
  };
}

function aadOf(header: Buffer, context: EncryptionContext): Buffer {
  return Buffer.concat([header, encodeContext(context)]);
}

function checkFrame(wrapped: Buffer, keyId: Buffer, keyFile: string): void {
  if (wrapped.length !== FRAME_BYTES || wrapped[0] !== VERSION) {
    throw kmsError(
      'kms_refused',
      'A wrapped key does not have the form of the local key provider: another provider or a newer version wrote it.',
    );
  }
  const wrappedBy = wrapped.subarray(1, HEADER_BYTES);
  if (wrappedBy.equals(keyId)) return;
  throw kmsError(
    'kms_key_mismatch',
    `A stored key was wrapped by local key ${wrappedBy.toString('hex')}, but ${keyFile} holds ${keyId.toString('hex')}. Restore the key file that belongs to this database.`,
  );
}

async function healthOf(keyFile: string): Promise<KmsHealth> {
  try {
    await checkLocalKeyFile(keyFile);
    return { isHealthy: true, detail: 'The key file is in place.' };
  } catch (error) {
    return { isHealthy: false, detail: error instanceof Error ? error.message : 'The key file cannot be read.' };
  }
}
