import { DOCUMENT_TYPES } from '@fieldfare/protocol';
import type { BankAccountSecrets, CardPayloadClaims, CardSecrets, PayloadKeyClaims } from '@fieldfare/protocol';
import { CompactEncrypt, CompactSign, decodeJwt, importJWK } from 'jose';
import type { CryptoKey } from 'jose';

/** What a shopper types, with one of the published test cards or accounts. */
export type TestMethod = { card: CardSecrets } | { bank_account: BankAccountSecrets };

/** What a sealed method is good for. */
export type Purchase = Omit<Extract<CardPayloadClaims, { card: unknown }>, 'recipient_kid' | 'card'>;

/**
 * Seals a card or a bank account as a field does: signed by the host's key, then encrypted to the first payload key of the document.
 *
 * @param payloadKey the root-signed document of `host:hostToken`
 */
export async function sealTestMethod(
  payloadKey: string,
  signingKey: CryptoKey,
  purchase: Purchase,
  method: TestMethod,
): Promise<string> {
  const [jwk] = decodeJwt<PayloadKeyClaims>(payloadKey).payload_keys;
  if (!jwk) throw new TypeError('the document names no payload key');
  const encode = (text: string) => new TextEncoder().encode(text);
  const jws = await new CompactSign(encode(JSON.stringify({ recipient_kid: jwk.kid, ...purchase, ...method })))
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
