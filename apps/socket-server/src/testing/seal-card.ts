import { DOCUMENT_TYPES } from '@fieldfare/protocol';
import type {
  BankAccountSecrets,
  CardPayloadClaims,
  CardSecrets,
  PayloadKeyClaims,
  SavedCardSecrets,
} from '@fieldfare/protocol';
import { CompactEncrypt, CompactSign, decodeJwt, importJWK } from 'jose';
import type { CryptoKey } from 'jose';

export interface CardBinding {
  challenge: string;
  session: string;
  merchantUid: string;
  amountMinor: number;
  totalMinor: number;
  currency: CardPayloadClaims['currency'];
}

/** What a shopper types: a card, a bank account, or the code of a saved card. */
export type TypedSecrets = CardSecrets | BankAccountSecrets | SavedCardSecrets;

function secretsOf(typed: TypedSecrets) {
  if ('number' in typed) return { card: typed };
  return 'payment_method' in typed ? { saved_card: typed } : { bank_account: typed };
}

/**
 * Seals a card or a bank account as a field does: signed by the host's pinned key, then encrypted to the first payload key of the document.
 * @param payloadKey the root-signed document of `host:hostToken`
 */
export async function sealCard(
  payloadKey: string,
  signingKey: CryptoKey,
  card: TypedSecrets,
  binding: CardBinding,
): Promise<string> {
  const [jwk] = decodeJwt<PayloadKeyClaims>(payloadKey).payload_keys;
  if (!jwk) throw new TypeError('the document names no payload key');
  const claims: CardPayloadClaims = {
    recipient_kid: jwk.kid,
    challenge: binding.challenge,
    session: binding.session,
    merchant_uid: binding.merchantUid,
    amount_minor: binding.amountMinor,
    total_minor: binding.totalMinor,
    currency: binding.currency,
    ...secretsOf(card),
  };
  const encode = (text: string) => new TextEncoder().encode(text);
  const jws = await new CompactSign(encode(JSON.stringify(claims)))
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
