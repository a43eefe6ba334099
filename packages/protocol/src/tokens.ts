import * as z from 'zod';
import { idOf } from './ids.ts';
import { EcPublicJwk, SealingPublicJwk } from './jwk.ts';
import { PaymentMethodType } from './method.ts';
import { AmountMinor, Currency } from './money.ts';
import { Mode } from './payment.ts';
import { MerchantRole, UserRole } from './permissions.ts';
import { Origin, PageMay } from './session.ts';
import type { TokenKind } from './token-kinds.ts';

export const FieldKind = z.enum([
  'card-number',
  'card-exp',
  'card-exp-month',
  'card-exp-year',
  'card-cvc',
  'card-name',
  'card-postal-code',
  'card',
  'address-line1',
  'address-line2',
  'address-city',
  'address-state',
  'address-country',
  'account-name',
  'account-type',
  'routing-number',
  'account-number',
]);
export type FieldKind = z.infer<typeof FieldKind>;

const registered = { iss: z.string(), aud: z.string(), iat: z.int(), exp: z.int(), jti: z.string() };

export const PtClaims = z.strictObject({
  ...registered,
  merchant_uid: idOf('merchant'),
  origin: Origin,
  session: idOf('session'),
  session_key: z.string(),
  generation: z.int().min(1),
  key_id: idOf('apiKey'),
  mode: Mode,
  page_may: z.array(PageMay),
  /** There where the shopper pays with a saved card: its security code's field alone can then pay. */
  saved_card: z.literal(true).optional(),
});
export type PtClaims = z.infer<typeof PtClaims>;

export const HostClaims = z.strictObject({
  ...registered,
  merchant_uid: idOf('merchant'),
  origin: Origin,
  session: idOf('session'),
  session_key: z.string(),
  generation: z.int().min(1),
  key_id: idOf('apiKey'),
  mode: Mode,
  page_may: z.array(PageMay),
  cnf: z.strictObject({ signing: EcPublicJwk, sealing: SealingPublicJwk }),
});
export type HostClaims = z.infer<typeof HostClaims>;

export const SiblingClaims = z.strictObject({
  ...registered,
  session: idOf('session'),
  generation: z.int().min(1),
  kind: FieldKind,
});
export type SiblingClaims = z.infer<typeof SiblingClaims>;

export const ChallengeAction = z.enum([
  'process_payment',
  'tokenize_payment_method',
  'confirm_payment',
  'cancel_payment',
]);
export type ChallengeAction = z.infer<typeof ChallengeAction>;

export const ChallengeClaims = z.strictObject({
  ...registered,
  session: idOf('session'),
  generation: z.int().min(1),
  revision: z.int().min(1),
  action: ChallengeAction,
  payment: idOf('payment').nullable(),
  method: PaymentMethodType,
  amount_minor: AmountMinor,
  fee_minor: AmountMinor,
  total_minor: AmountMinor,
  currency: Currency,
});
export type ChallengeClaims = z.infer<typeof ChallengeClaims>;

/** Of a sign-in whose password was right and whose code is still to come. Its `jti` is what the database keeps of it. */
export const SecondFactorClaims = z.strictObject({ ...registered, sub: idOf('user') });
export type SecondFactorClaims = z.infer<typeof SecondFactorClaims>;

export const ConsoleClaims = z.strictObject({
  ...registered,
  sub: idOf('user'),
  sid: idOf('consoleSession'),
  email: z.email(),
  role: UserRole,
  merchants: z.array(z.strictObject({ id: idOf('merchant'), role: MerchantRole })),
});
export type ConsoleClaims = z.infer<typeof ConsoleClaims>;

export interface TokenClaims {
  pt: PtClaims;
  host: HostClaims;
  sibling: SiblingClaims;
  challenge: ChallengeClaims;
  second_factor: SecondFactorClaims;
  console: ConsoleClaims;
}

export const TOKEN_CLAIMS: { [K in TokenKind]: z.ZodType<TokenClaims[K]> } = {
  pt: PtClaims,
  host: HostClaims,
  sibling: SiblingClaims,
  challenge: ChallengeClaims,
  second_factor: SecondFactorClaims,
  console: ConsoleClaims,
};
