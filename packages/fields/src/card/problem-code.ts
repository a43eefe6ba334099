/** Every reason why a field is not good yet, with its English sentence; pages override them by code. */
export const FIELD_MESSAGES = {
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
} as const;

export type ProblemCode = keyof typeof FIELD_MESSAGES;
