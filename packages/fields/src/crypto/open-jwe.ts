import type { SealingPublicJwk } from '@fieldfare/protocol';
import { decodePart, fromBase64url, toUtf8 } from './base64url.ts';
import { agreeContentKey, importPublicKey } from './key-agreement.ts';

interface SealedHeader {
  alg?: unknown;
  enc?: unknown;
  typ?: unknown;
  apu?: string;
  apv?: string;
  epk?: SealingPublicJwk;
}

/** Opens what `sealJwe` made for this private key. Whatever is wrong with it, the answer is one and the same Error. */
export async function openJwe(privateKey: CryptoKey, typ: string, sealed: string): Promise<string> {
  try {
    const [protectedHeader = '', encryptedKey, iv = '', ciphertext = '', tag = '', ...rest] = sealed.split('.');
    const header = decodePart(protectedHeader) as SealedHeader;
    const isOurs =
      header.alg === 'ECDH-ES' &&
      header.enc === 'A256GCM' &&
      header.typ === typ &&
      encryptedKey === '' &&
      rest.length === 0;
    if (!isOurs || header.epk === undefined) throw new Error('other algorithms');
    const contentKey = await agreeContentKey(privateKey, await importPublicKey(header.epk), 'decrypt', header);
    const box = await new Blob([fromBase64url(ciphertext), fromBase64url(tag)]).arrayBuffer();
    const algorithm = { name: 'AES-GCM', iv: fromBase64url(iv), additionalData: toUtf8(protectedHeader) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, contentKey, box));
  } catch (cause) {
    throw new Error('a sealed value cannot be opened', { cause });
  }
}
