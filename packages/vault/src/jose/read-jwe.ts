import { SealingPublicJwk } from '@fieldfare/protocol';
import * as z from 'zod';
import { decodeBase64url } from '../primitives/base64url.ts';
import type { AesGcmParts } from '../primitives/aes-gcm.ts';

/** Strict: `zip`, `crit`, `apu`, `apv`, `jku`, `x5u` and all else that we do not use is refused by not being known. */
const JweHeader = z.strictObject({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  epk: SealingPublicJwk,
  kid: z.string().optional(),
  typ: z.string().optional(),
  cty: z.string().optional(),
});
type JweHeader = z.infer<typeof JweHeader>;

export interface Jwe extends AesGcmParts {
  header: JweHeader;
}

/** Reads a compact JWE (RFC 7516, 7.1) with direct key agreement, decrypting nothing. Throws an Error without detail of the content. */
export function readJwe(compact: string): Jwe {
  const [headerPart, keyPart, noncePart, ciphertextPart, tagPart, ...rest] = compact.split('.');
  if (
    headerPart === undefined ||
    noncePart === undefined ||
    ciphertextPart === undefined ||
    tagPart === undefined ||
    rest.length > 0
  ) {
    throw new Error('not five parts');
  }
  // RFC 7518, 4.6: with direct key agreement there is no encrypted key.
  if (keyPart !== '') throw new Error('holds an encrypted key');
  const headerBytes = decodeBase64url(headerPart);
  const nonce = decodeBase64url(noncePart);
  const ciphertext = decodeBase64url(ciphertextPart);
  const tag = decodeBase64url(tagPart);
  if (!headerBytes || !nonce || !ciphertext || !tag) throw new Error('not base64url');
  const header = JweHeader.parse(JSON.parse(headerBytes.toString('utf8')));
  return { header, nonce, ciphertext, tag, aad: Buffer.from(headerPart, 'ascii') };
}
