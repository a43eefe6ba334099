import * as z from 'zod';
import { idOf } from './ids.ts';
import { EcPublicJwk, OkpPublicJwk } from './jwk.ts';
import { CardBrand } from './method.ts';
import { AmountMinor, Currency } from './money.ts';

/** What the shopper typed, as it stands inside the innermost JWS. Digits only; exp_year has four digits. */
export const CardSecrets = z.strictObject({
  number: z.string().regex(/^\d{12,19}$/),
  exp_month: z.int().min(1).max(12),
  exp_year: z.int().min(2000).max(2100),
  cvc: z.string().regex(/^\d{3,4}$/),
  name: z.string().max(100).optional(),
  postal_code: z.string().max(16).optional(),
  /** Which of a co-badged card's two brands its holder chose; of another card it says nothing. */
  preferred_brand: CardBrand.optional(),
});
export type CardSecrets = z.infer<typeof CardSecrets>;

/** `savings` and `checking` are what a bank calls them in the NACHA rules, whatever the bank's own names. */
export const BankAccountType = z.enum(['checking', 'savings']);
export type BankAccountType = z.infer<typeof BankAccountType>;

/** A US bank account as the shopper typed it: it stands where a card's secrets stand, and its number is as secret as a card's. */
export const BankAccountSecrets = z.strictObject({
  account_number: z.string().regex(/^\d{4,17}$/),
  routing_number: z.string().regex(/^\d{9}$/),
  account_type: BankAccountType,
  account_name: z.string().min(1).max(100),
});
export type BankAccountSecrets = z.infer<typeof BankAccountSecrets>;

/** A saved card that the session names, and what its holder typed again: its security code, where they were asked for it. */
export const SavedCardSecrets = z.strictObject({
  payment_method: idOf('paymentMethod'),
  cvc: CardSecrets.shape.cvc.optional(),
});
export type SavedCardSecrets = z.infer<typeof SavedCardSecrets>;

/** What binds a payload to one purchase. */
const binding = {
  recipient_kid: z.string(),
  challenge: z.string(),
  session: idOf('session'),
  merchant_uid: idOf('merchant'),
  amount_minor: AmountMinor,
  total_minor: AmountMinor,
  currency: Currency,
};
/** Claims of the card's JWS (typ `fieldfare-card+jwt`, ES256 by the pinned host key) inside the JWE to the payload key: a card, a bank account, or the code of a saved card. */
export const CardPayloadClaims = z.union([
  z.strictObject({ ...binding, card: CardSecrets }),
  z.strictObject({ ...binding, bank_account: BankAccountSecrets }),
  z.strictObject({ ...binding, saved_card: SavedCardSecrets }),
]);
export type CardPayloadClaims = z.infer<typeof CardPayloadClaims>;

/** Claims of the root-signed key document (typ `fieldfare-payload-key+jwt`); its header carries the root's public `jwk`. */
export const PayloadKeyClaims = z.strictObject({
  iss: z.string(),
  iat: z.int(),
  exp: z.int(),
  payload_keys: z
    .array(
      z.union([
        z.strictObject({ ...OkpPublicJwk.shape, kid: z.string() }),
        z.strictObject({ ...EcPublicJwk.shape, kid: z.string() }),
      ]),
    )
    .min(1),
  token_keys: z.array(z.strictObject({ ...EcPublicJwk.shape, kid: z.string() })).min(1),
});
export type PayloadKeyClaims = z.infer<typeof PayloadKeyClaims>;

/** Claims of the host's proof (typ `fieldfare-proof+jwt`): who it is, over the server's nonce of this very connection. */
export const HostProofClaims = z.strictObject({
  nonce: z.string(),
  session_key: z.string(),
  observed_origin: z.string(),
  sealing_thumbprint: z.string(),
});
export type HostProofClaims = z.infer<typeof HostProofClaims>;
