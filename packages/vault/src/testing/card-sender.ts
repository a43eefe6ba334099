import { EcPublicJwk, newId } from '@fieldfare/protocol';
import type {
  BankAccountSecrets,
  CardPayloadClaims,
  CardSecrets,
  OkpPublicJwk,
  SavedCardSecrets,
} from '@fieldfare/protocol';
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CompactJWEHeaderParameters, CompactJWSHeaderParameters } from 'jose';
import type { CardExpectation } from '../ports.ts';

export type RecipientJwk = (EcPublicJwk | OkpPublicJwk) & { kid: string };

/** A host frame as the vault sees it, made of jose, which shares no code with ours. */
export interface CardSender {
  signingKey: EcPublicJwk;
  sign(claims: unknown, header?: Partial<CompactJWSHeaderParameters>): Promise<string>;
  encrypt(jws: string, recipient: RecipientJwk, header?: Partial<CompactJWEHeaderParameters>): Promise<string>;
  /** Signs and encrypts a bank account for a purchase. */
  sealBankAccount(account: BankAccountSecrets, expected: CardExpectation, recipient: RecipientJwk): Promise<string>;
  /** Signs and encrypts the code of a saved card for a purchase. */
  sealCode(code: SavedCardSecrets, expected: CardExpectation, recipient: RecipientJwk): Promise<string>;
  /** Signs and encrypts a card for a purchase. */
  seal(card: CardSecrets, expected: CardExpectation, recipient: RecipientJwk): Promise<string>;
}

export async function cardSender(): Promise<CardSender> {
  const pair = await generateKeyPair('ES256');
  const { kty, crv, x, y } = await exportJWK(pair.publicKey);
  const sender: CardSender = {
    signingKey: EcPublicJwk.parse({ kty, crv, x, y }),
    sign: (claims, header) =>
      new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', typ: 'fieldfare-card+jwt', ...header })
        .sign(pair.privateKey),
    encrypt: async (jws, { kid, ...jwk }, header) =>
      new CompactEncrypt(Buffer.from(jws))
        .setProtectedHeader({
          alg: 'ECDH-ES',
          enc: 'A256GCM',
          typ: 'fieldfare-card+jwe',
          cty: 'fieldfare-card+jwt',
          kid,
          ...header,
        })
        .encrypt(await importJWK(jwk, 'ECDH-ES')),
    sealBankAccount: async (bank_account, expected, recipient) => {
      const claims = { ...bindingOf(expected, recipient.kid), bank_account };
      return sender.encrypt(await sender.sign(claims), recipient);
    },
    sealCode: async (saved_card, expected, recipient) => {
      const claims = { ...bindingOf(expected, recipient.kid), saved_card };
      return sender.encrypt(await sender.sign(claims), recipient);
    },
    seal: async (card, expected, recipient) =>
      sender.encrypt(await sender.sign(claimsFor(card, expected, recipient.kid)), recipient),
  };
  return sender;
}

export function claimsFor(card: CardSecrets, expected: CardExpectation, kid: string): CardPayloadClaims {
  return { ...bindingOf(expected, kid), card };
}

function bindingOf(expected: CardExpectation, kid: string) {
  return {
    recipient_kid: kid,
    challenge: expected.challengeId,
    session: expected.sessionId,
    merchant_uid: expected.merchantId,
    amount_minor: expected.amountMinor,
    total_minor: expected.totalMinor,
    currency: 'USD',
  } as const;
}

/** A purchase that a sender's card may be for. */
export function purchaseOf(sender: CardSender): CardExpectation {
  return {
    merchantId: newId('merchant'),
    sessionId: newId('session'),
    challengeId: newId('challenge'),
    amountMinor: 1999,
    totalMinor: 2049,
    currency: 'USD',
    signingKey: sender.signingKey,
  };
}
