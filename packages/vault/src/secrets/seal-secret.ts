import { FieldfareError } from '@fieldfare/protocol';
import { openAesGcm, sealAesGcm } from '../primitives/aes-gcm.ts';
import type { SecretName } from './secret-name.ts';
import { withSecretsKey } from './with-secrets-key.ts';

/** Seals a secret under the key that is derived from its merchant's. The caller zeroes `plaintext`. */
export function sealSecret(merchantKey: Buffer, plaintext: Buffer, name: SecretName): Buffer {
  return withSecretsKey(merchantKey, (key) => sealAesGcm(key, plaintext, aadOf(name)));
}

/** Opens what `sealSecret` made; throws `system_error` / `secret_unreadable`. The caller zeroes the answer. */
export function openSecret(merchantKey: Buffer, sealed: Buffer, name: SecretName): Buffer {
  try {
    return withSecretsKey(merchantKey, (key) => openAesGcm(key, sealed, aadOf(name)));
  } catch (cause) {
    throw new FieldfareError('system_error', {
      detail: 'secret_unreadable',
      message: 'A stored secret was changed since it was written, or moved from another row.',
      audience: 'operator',
      cause,
    });
  }
}

/** Ids and purposes hold no NUL, so that no two names share a spelling. */
function aadOf({ id, merchantId, purpose }: SecretName): Buffer {
  return Buffer.from(['fieldfare merchant secret v1', id, merchantId, purpose].join('\0'), 'utf8');
}
