/** The kinds of field that there are, one space between two: the protocol's, which a test compares. */
export const FIELD_KINDS =
  'card-number card-exp card-exp-month card-exp-year card-cvc card-name card-postal-code card address-line1 address-line2 address-city address-state address-country account-name account-type routing-number account-number';
