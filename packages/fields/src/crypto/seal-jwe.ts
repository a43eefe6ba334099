import type { SealingPublicJwk } from '@fieldfare/protocol';
import { encodePart, toBase64url, toUtf8 } from './base64url.ts';
import { agreeContentKey, algorithmOf, exportPublicJwk, importPublicKey } from './key-agreement.ts';

const TAG_BYTES = 16;

/**
 * Encrypts text to a public key as a compact JWE (RFC 7516): ECDH-ES on the key's curve with a fresh ephemeral key, A256GCM. `header`
 * adds protected members such as `kid`, `typ` and `cty`.
 */
export async function sealJwe(
  recipient: SealingPublicJwk,
  header: Record<string, string>,
  plaintext: string,
): Promise<string> {
  const recipientKey = await importPublicKey(recipient);
  const ephemeral = (await crypto.subtle.generateKey(algorithmOf(recipient), false, ['deriveBits'])) as CryptoKeyPair;
  const epk = await exportPublicJwk(ephemeral.publicKey);
  const protectedHeader = encodePart({ alg: 'ECDH-ES', enc: 'A256GCM', ...header, epk });
  const contentKey = await agreeContentKey(ephemeral.privateKey, recipientKey, 'encrypt');
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: toUtf8(protectedHeader) },
      contentKey,
      toUtf8(plaintext),
    ),
  );
  const ciphertext = sealed.subarray(0, -TAG_BYTES);
  const tag = sealed.subarray(-TAG_BYTES);
  return `${protectedHeader}..${toBase64url(iv)}.${toBase64url(ciphertext)}.${toBase64url(tag)}`;
}
