import * as z from 'zod';
import { idOf } from './ids.ts';
import { withoutPan } from './metadata.ts';
import { CardBrand, PaymentMethodType } from './method.ts';
import { AmountMinor, Currency, PositiveAmountMinor } from './money.ts';
import { FeeMode, Mode } from './payment.ts';
import { Origin, SavedCardCode } from './session.ts';
import { setOf } from './set-of.ts';

/** How a share of an amount becomes minor units. `half_up` is what invoices do; `up` never costs who takes the fee, `down` never who pays it. */
export const FeeRounding = z.enum(['half_up', 'up', 'down']);
export type FeeRounding = z.infer<typeof FeeRounding>;

const rate = { fee_bps: z.int().min(0).max(10_000), fee_fixed_minor: AmountMinor.max(1_000_000) };

/** A fee of its own for a method, or for one brand of its cards. The most exact rule holds; where none does, the profile's own fee. */
export const FeeRule = z.strictObject({
  method: PaymentMethodType,
  brand: CardBrand.nullable().default(null),
  ...rate,
});
export type FeeRule = z.infer<typeof FeeRule>;

/** At most `limit` attempts within `window_seconds`. */
export const VelocityLimit = z.strictObject({
  limit: z.int().min(1).max(10_000),
  window_seconds: z.int().min(1).max(86_400),
});
export type VelocityLimit = z.infer<typeof VelocityLimit>;

/** How often one card, one network address and one session may try. Null does not limit. */
export const Velocity = z.strictObject({
  card: VelocityLimit.nullable(),
  ip: VelocityLimit.nullable(),
  session_attempts: z.int().min(1).max(20).nullable(),
});
export type Velocity = z.infer<typeof Velocity>;

/** Above which amounts one person is not enough, and for how long the second may decide. Null asks nobody. */
export const ApprovalRules = z.strictObject({
  confirm_above_minor: AmountMinor.nullable(),
  refund_above_minor: AmountMinor.nullable(),
  expire_after_minutes: z.int().min(1).max(10_080),
});
export type ApprovalRules = z.infer<typeof ApprovalRules>;

/** What a card statement shows (Visa and Mastercard): 5 to 22 characters, at least one letter. */
export const StatementDescriptor = withoutPan(
  z
    .string()
    .regex(
      /^(?=.*[A-Za-z])[A-Za-z0-9 .,&/+-]{5,22}$/,
      'must be 5 to 22 letters, digits, spaces or . , & / + -, with a letter',
    ),
);
const Country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code such as US');
const MerchantCategory = z.string().regex(/^\d{4}$/, 'must be a merchant category code (ISO 18245) of four digits');

const rules = {
  statement_descriptor: StatementDescriptor,
  mcc: MerchantCategory,
  country: Country,
  allowed_origins: setOf(Origin, { max: 50 }),
  methods: setOf(PaymentMethodType, { min: 1, max: 2 }),
  /** Empty takes every brand. */
  brands: setOf(CardBrand, { max: 20 }),
  /** Empty takes every currency. */
  currencies: setOf(Currency, { max: 50 }),
  min_amount_minor: PositiveAmountMinor,
  max_amount_minor: PositiveAmountMinor,
  fee_mode: FeeMode,
  ...rate,
  fee_rounding: FeeRounding,
  fee_rules: z.array(FeeRule).max(50),
  /** Whether the fee returns in proportion when money does. */
  refund_fee: z.enum(['kept', 'returned']),
  /** The same card and amount at this merchant within so many seconds is refused; 0 refuses none. */
  duplicate_window_seconds: z.int().min(0).max(86_400),
  velocity: Velocity,
  /** Countries whose shoppers may pay; empty lets all. */
  allowed_countries: setOf(Country, { max: 250 }),
  denied_countries: setOf(Country, { max: 250 }),
  /** Modes in which `pk_` keys may create sessions. */
  publishable_key_modes: setOf(Mode, { max: 2 }),
  approvals: ApprovalRules,
  /** How many of a whole card number's first digits the fields tell the page (event `bin`): none, 6 or 8. */
  bin_digits: z.literal([0, 6, 8]),
  /** Whether who pays with a saved card types its security code again. */
  saved_card_code: SavedCardCode,
};

/** What a merchant allows, charges and shows. Everything of it holds from now on, for sessions that are already open too. */
export const Profile = z.strictObject({
  object: z.literal('profile'),
  merchant: idOf('merchant'),
  name: z.string(),
  ...rules,
  statement_descriptor: z.string(),
  updated_at: z.iso.datetime(),
});
export type Profile = z.infer<typeof Profile>;

/** Body of `PATCH /v1/profile`: what is left out stays as it is. */
export const UpdateProfile = z.strictObject(rules).partial();
export type UpdateProfile = z.infer<typeof UpdateProfile>;
