import { DOCUMENT_TYPES } from '@fieldfare/protocol/constants';
import type { BankAccountSecrets, CardPayloadClaims, CardSecrets, SavedCardSecrets } from '@fieldfare/protocol';
import { choosePayloadKey } from '../crypto/choose-payload-key.ts';
import { sealJwe } from '../crypto/seal-jwe.ts';
import { signJws } from '../crypto/sign-jws.ts';
import type { HostSession } from './handshake.ts';

/** What the shopper pays with, as it stands inside the encrypted payload. */
export type PayloadSecrets =
  | { card: CardSecrets }
  | { bank_account: BankAccountSecrets }
  // Its code, where the page has a field for it; what is undefined does not stand in the payload.
  | { saved_card: Record<keyof SavedCardSecrets, string | undefined> };

/**
 * The card, or the bank account, as a nested JWT: signed by the pinned key over recipient, challenge, session and amounts, then encrypted to the payload key. Only
 * the vault can open it, and only for this one challenge.
 */
export async function encryptCard(
  session: HostSession,
  signingKey: CryptoKey,
  challenge: string,
  secrets: PayloadSecrets,
): Promise<string> {
  const payloadKey = await choosePayloadKey(session.keys);
  const { view } = session;
  const claims = {
    recipient_kid: payloadKey.kid,
    challenge,
    session: view.id,
    merchant_uid: view.merchant_uid,
    amount_minor: view.amount_minor,
    total_minor: view.total_minor,
    currency: view.currency,
    ...secrets,
  } satisfies Omit<Extract<CardPayloadClaims, { card: CardSecrets }>, 'card'>;
  const jws = await signJws(signingKey, DOCUMENT_TYPES.card, claims);
  return sealJwe(payloadKey, { kid: payloadKey.kid, typ: DOCUMENT_TYPES.cardEnvelope, cty: DOCUMENT_TYPES.card }, jws);
}
