import type { FeeRule, Profile } from '@fieldfare/protocol';
import type { SelectOption } from '@fieldfare/ui';
import { BRAND_OPTIONS, METHOD_OPTIONS } from './method-options.ts';

/**
 * How a setting is told: a line of text, words in a line, words a line each, a whole number (or none), one choice of words or of numbers,
 * several choices, or fee rules.
 */
export type FieldKind =
  | 'text'
  | 'list'
  | 'lines'
  | 'integer'
  | 'optional_integer'
  | 'choice'
  | 'number_choice'
  | 'several'
  | 'fee_rules';

export type SettingsValue = string | number | null | undefined | string[] | FeeRule[];

export interface SettingsField {
  name: string;
  label: string;
  kind: FieldKind;
  hint?: string;
  choices?: readonly SelectOption[];
  read: (profile: Profile) => SettingsValue;
}

export interface SettingsSection {
  title: string;
  fields: readonly SettingsField[];
}

const minor = 'In the currency’s minor unit: 100 is one dollar.';
const nobody = 'Empty asks nobody.';

/** Every setting in the order of the page. The names are those of the REST API's body, dotted where it nests. */
export const SETTINGS: readonly SettingsSection[] = [
  {
    title: 'Who you are',
    fields: [
      {
        name: 'statement_descriptor',
        label: 'Statement descriptor',
        kind: 'text',
        hint: 'What shoppers read on their card statement.',
        read: (p) => p.statement_descriptor,
      },
      { name: 'mcc', label: 'Merchant category code', kind: 'text', read: (p) => p.mcc },
      { name: 'country', label: 'Country', kind: 'text', hint: 'Two letters, such as US.', read: (p) => p.country },
    ],
  },
  {
    title: 'What you take',
    fields: [
      {
        name: 'allowed_origins',
        label: 'Allowed origins',
        kind: 'lines',
        hint: 'Pages that may show your payment fields, one a line, such as https://shop.example; no wildcards.',
        read: (p) => p.allowed_origins,
      },
      { name: 'methods', label: 'Methods', kind: 'several', choices: METHOD_OPTIONS, read: (p) => p.methods },
      {
        name: 'brands',
        label: 'Card brands',
        kind: 'several',
        choices: BRAND_OPTIONS,
        hint: 'None ticked takes all.',
        read: (p) => p.brands,
      },
      {
        name: 'currencies',
        label: 'Currencies',
        kind: 'list',
        hint: 'ISO 4217 codes, such as USD EUR. Empty takes all.',
        read: (p) => p.currencies,
      },
      {
        name: 'min_amount_minor',
        label: 'Smallest amount',
        kind: 'integer',
        hint: minor,
        read: (p) => p.min_amount_minor,
      },
      {
        name: 'max_amount_minor',
        label: 'Largest amount',
        kind: 'integer',
        hint: minor,
        read: (p) => p.max_amount_minor,
      },
      {
        name: 'allowed_countries',
        label: 'Countries that may pay',
        kind: 'list',
        hint: 'ISO 3166 codes, such as US CA. Empty lets all.',
        read: (p) => p.allowed_countries,
      },
      { name: 'denied_countries', label: 'Countries that may not pay', kind: 'list', read: (p) => p.denied_countries },
      {
        name: 'bin_digits',
        label: 'First digits of a card that the page learns',
        kind: 'number_choice',
        choices: [
          { value: '0', label: 'None' },
          { value: '6', label: '6' },
          { value: '8', label: '8' },
        ],
        read: (p) => p.bin_digits,
      },
      {
        name: 'saved_card_code',
        label: 'Security code of a saved card',
        kind: 'choice',
        choices: [
          { value: 'required', label: 'Asked for at each payment' },
          { value: 'optional', label: 'May be left out' },
        ],
        hint: 'For shoppers who pay with a saved card. What you charge yourself never has one.',
        read: (p) => p.saved_card_code,
      },
      {
        name: 'publishable_key_modes',
        label: 'Publishable keys may create sessions in',
        kind: 'several',
        choices: [
          { value: 'test', label: 'Test mode' },
          { value: 'live', label: 'Live mode' },
        ],
        read: (p) => p.publishable_key_modes,
      },
    ],
  },
  {
    title: 'Fees',
    fields: [
      {
        name: 'fee_mode',
        label: 'Who pays the fee',
        kind: 'choice',
        choices: [
          { value: 'merchant_fee', label: 'You: it is kept from what you are owed' },
          { value: 'service_fee', label: 'The shopper: it is added to the amount' },
        ],
        read: (p) => p.fee_mode,
      },
      { name: 'fee_bps', label: 'Fee in basis points', kind: 'integer', hint: '290 is 2.9 %.', read: (p) => p.fee_bps },
      { name: 'fee_fixed_minor', label: 'Fixed fee', kind: 'integer', hint: minor, read: (p) => p.fee_fixed_minor },
      {
        name: 'fee_rules',
        label: 'Fees by method and brand',
        kind: 'fee_rules',
        hint: `The most exact rule holds. 290 basis points are 2.9 %. Fixed: ${minor.charAt(0).toLowerCase()}${minor.slice(1)}`,
        read: (p) => p.fee_rules,
      },
      {
        name: 'fee_rounding',
        label: 'Rounding',
        kind: 'choice',
        choices: [
          { value: 'half_up', label: 'Half up' },
          { value: 'up', label: 'Up' },
          { value: 'down', label: 'Down' },
        ],
        read: (p) => p.fee_rounding,
      },
      {
        name: 'refund_fee',
        label: 'When money is refunded, the fee is',
        kind: 'choice',
        choices: [
          { value: 'kept', label: 'Kept' },
          { value: 'returned', label: 'Returned in proportion' },
        ],
        read: (p) => p.refund_fee,
      },
    ],
  },
  {
    title: 'Checks',
    fields: [
      {
        name: 'duplicate_window_seconds',
        label: 'Refuse the same card and amount within',
        kind: 'integer',
        hint: 'Seconds; 0 refuses none.',
        read: (p) => p.duplicate_window_seconds,
      },
      {
        name: 'velocity.session_attempts',
        label: 'Tries in one checkout',
        kind: 'optional_integer',
        hint: 'Twenty unless told.',
        read: (p) => p.velocity.session_attempts,
      },
      {
        name: 'velocity.card.limit',
        label: 'Tries with one card',
        kind: 'optional_integer',
        hint: 'Empty does not limit.',
        read: (p) => p.velocity.card?.limit,
      },
      {
        name: 'velocity.card.window_seconds',
        label: 'Within so many seconds, with one card',
        kind: 'optional_integer',
        read: (p) => p.velocity.card?.window_seconds,
      },
      {
        name: 'velocity.ip.limit',
        label: 'Tries from one address',
        kind: 'optional_integer',
        hint: 'Empty does not limit.',
        read: (p) => p.velocity.ip?.limit,
      },
      {
        name: 'velocity.ip.window_seconds',
        label: 'Within so many seconds, from one address',
        kind: 'optional_integer',
        read: (p) => p.velocity.ip?.window_seconds,
      },
    ],
  },
  {
    title: 'Two people',
    fields: [
      {
        name: 'approvals.confirm_above_minor',
        label: 'Ask a second person to confirm more than',
        kind: 'optional_integer',
        hint: `${minor} ${nobody}`,
        read: (p) => p.approvals.confirm_above_minor,
      },
      {
        name: 'approvals.refund_above_minor',
        label: 'Ask a second person to refund more than',
        kind: 'optional_integer',
        hint: `${minor} ${nobody}`,
        read: (p) => p.approvals.refund_above_minor,
      },
      {
        name: 'approvals.expire_after_minutes',
        label: 'Minutes to decide',
        kind: 'integer',
        read: (p) => p.approvals.expire_after_minutes,
      },
    ],
  },
];
