/**
 * Every string that a shopper can meet in a frame, in English, by its code. Other languages are catalogs of the same codes, and a page
 * overrides any of them by its code. `{name}` stands for a value.
 */
export const ENGLISH = {
  'card-number': 'Card number',
  'card-exp': 'Expiration date',
  'card-exp-month': 'Expiration month',
  'card-exp-year': 'Expiration year',
  'card-cvc': 'Security code',
  'card-name': 'Name on card',
  'card-postal-code': 'Postal code',
  'address-line1': 'Address',
  'address-line2': 'Apartment, suite, etc. (optional)',
  'address-city': 'City',
  'address-state': 'State or region',
  'address-country': 'Country',
  'account-name': 'Account holder name',
  'account-type': 'Account type',
  'routing-number': 'Routing number',
  'account-number': 'Account number',
  brand: 'Card brand',
  month: 'MM',
  year: 'YY',
  checking: 'Checking',
  savings: 'Savings',

  number_required: 'Enter your card number.',
  number_incomplete: 'Your card number is incomplete.',
  number_invalid: 'Your card number is not valid. Check it for a mistyped digit.',
  expiry_required: 'Enter the expiration date.',
  expiry_incomplete: 'The expiration date is incomplete.',
  expiry_invalid: 'The expiration month must be between 01 and 12.',
  expiry_past: 'Your card has expired.',
  cvc_required: 'Enter the security code.',
  cvc_incomplete: 'The security code is incomplete.',
  name_required: 'Enter the name on your card.',
  name_looks_like_number: 'Enter the name on your card, not its number.',
  postal_code_required: 'Enter your postal code.',
  postal_code_invalid: 'Your postal code is not valid.',
  address_required: 'Enter your address.',
  city_required: 'Enter your city.',
  state_required: 'Enter your state or region.',
  country_required: 'Choose your country.',
  text_looks_like_number: 'Do not enter a card or account number here.',
  account_name_required: 'Enter the name of the account holder.',
  account_type_required: 'Choose the type of your account.',
  routing_number_required: 'Enter the routing number.',
  routing_number_incomplete: 'The routing number has nine digits.',
  routing_number_invalid: 'The routing number is not valid. Check it for a mistyped digit.',
  account_number_required: 'Enter the account number.',
  account_number_incomplete: 'The account number is incomplete.',

  card_declined: 'Your card was declined. Try another card, or ask your bank.',
  insufficient_funds: 'Your card has insufficient funds. Try another card.',
  expired_card: 'Your card has expired. Try another card.',
  incorrect_cvc: 'The security code is wrong. Check it and try again.',
  processing_error: 'The bank could not process your card. Nothing was charged; try again in a moment.',
  not_permitted: 'Your card does not allow this purchase. Try another card.',
  authentication_failed: 'Your bank could not confirm that it is you. Try again, or use another card.',
  amount_limit: 'The amount is over a limit of your card. Try another card.',
  suspected_fraud: 'Your card was declined. Try another card, or ask your bank.',

  unreachable: 'The payment server cannot be reached. Nothing was charged; try again.',
  unanswered: 'The bank has not answered yet. Do not pay again before you know the outcome.',
  unexpected: 'Something went wrong on this page. Nothing was charged.',
  field_silent: 'A field does not answer. Reload the page and try again.',
  ach_authorization:
    'By paying, you authorize {merchant} to debit {amount} from your bank account on or after today, and to credit it to correct errors.',
} as const;

export type WordCode = keyof typeof ENGLISH;
/** Codes to strings of one language; what is missing is said in English. */
export type Catalog = Readonly<Record<string, string>>;
