import { webcrypto } from 'node:crypto';
import { DOCUMENT_TYPES } from '@fieldfare/protocol';
import type { CardPayloadClaims, EcPublicJwk, PayloadKeyClaims } from '@fieldfare/protocol';
import { CompactEncrypt, CompactSign, importJWK } from 'jose';

type PayloadKey = PayloadKeyClaims['payload_keys'][number];

export interface CardSealer {
  /** The public half of the host's signing key, which the session pins. */
  signingKey: EcPublicJwk;
  /** The card's nested JWT: signed by the host's key, then encrypted to the payload key. */
  seal(claims: Omit<CardPayloadClaims, 'recipient_kid'>): Promise<string>;
}

/** One host frame's keys, as jose makes and uses them. */
export async function createCardSealer(payloadKey: PayloadKey): Promise<CardSealer> {
  const recipient = await importJWK(payloadKey, 'ECDH-ES');
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { x = '', y = '' } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    signingKey: { kty: 'EC', crv: 'P-256', x, y },
    seal: async (claims) => {
      const signed = await new CompactSign(encoded({ ...claims, recipient_kid: payloadKey.kid }))
        .setProtectedHeader({ alg: 'ES256', typ: DOCUMENT_TYPES.card })
        .sign(pair.privateKey);
      return new CompactEncrypt(new TextEncoder().encode(signed))
        .setProtectedHeader({
          alg: 'ECDH-ES',
          enc: 'A256GCM',
          kid: payloadKey.kid,
          typ: DOCUMENT_TYPES.cardEnvelope,
          cty: DOCUMENT_TYPES.card,
        })
        .encrypt(recipient);
    },
  };
}

const encoded = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
