import { DOCUMENT_TYPES } from '@fieldfare/protocol';
import type { CardPayloadClaims, PayloadKeyClaims } from '@fieldfare/protocol';
import { CompactEncrypt, CompactSign, decodeJwt, importJWK } from 'jose';
import type { CryptoKey } from 'jose';

/**
 * Seals a card as a field does: signed by the host's key, then encrypted to the first payload key of the document.
 *
 * @param payloadKey the root-signed document of `host:hostToken`
 */
export async function sealTestCard(
  payloadKey: string,
  signingKey: CryptoKey,
  claims: Omit<Extract<CardPayloadClaims, { card: unknown }>, 'recipient_kid'>,
): Promise<string> {
  const [jwk] = decodeJwt<PayloadKeyClaims>(payloadKey).payload_keys;
  if (!jwk) throw new TypeError('the document names no payload key');
  const encode = (text: string) => new TextEncoder().encode(text);
  const jws = await new CompactSign(encode(JSON.stringify({ recipient_kid: jwk.kid, ...claims })))
    .setProtectedHeader({ alg: 'ES256', typ: DOCUMENT_TYPES.card })
    .sign(signingKey);
  return new CompactEncrypt(encode(jws))
    .setProtectedHeader({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: jwk.kid,
      typ: DOCUMENT_TYPES.cardEnvelope,
      cty: DOCUMENT_TYPES.card,
    })
    .encrypt(await importJWK(jwk, 'ECDH-ES'));
}
