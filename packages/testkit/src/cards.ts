/** A card as a shopper would type it. */
export interface TestCard {
  number: string;
  expiry: string;
  cvc: string;
  name: string;
  postalCode: string;
}

const card = (number: string, cvc = '123'): TestCard => ({
  number,
  expiry: '12 / 34',
  cvc,
  name: 'Test Shopper',
  postalCode: '94107',
});

/** The sandbox bank's published cards: what each does is fixed, so that a test never guesses. */
export const cards = {
  visa: card('4242424242424242'),
  mastercard: card('5555555555554444'),
  amex: card('378282246310005', '1234'),
  declined: card('4000000000000002'),
  insufficientFunds: card('4000000000009995'),
  expired: card('4000000000000069'),
  wrongCvc: card('4000000000000127'),
  processingError: card('4000000000000119'),
  disputedLater: card('4000000000000259'),
  challenged: card('4000002500003155'),
  /** The bank authorizes and never says so: the payment is `unknown` until it is reconciled. */
  timesOutAuthorized: card('4000000000006975'),
} as const satisfies Record<string, TestCard>;
