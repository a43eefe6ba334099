/** A card as a shopper would type it. */
export interface TestCard {
  number: string;
  expiry: string;
  cvc: string;
  name: string;
  postalCode: string;
}

/** What the sandbox bank does with a card. */
export interface CardOutcome {
  /** What the payment is once `pay()` has answered; of a card whose holder is asked, after the right code. */
  status: 'authorized' | 'declined' | 'unknown';
  declineCode: string | null;
  /** Whether its holder must answer the bank first; 123456 is the right code. */
  isChallenged: boolean;
  /** The outcome in a sentence, for people. */
  words: string;
}

export interface TestCardEntry {
  card: TestCard;
  outcome: CardOutcome;
}

const card = (number: string, outcome: CardOutcome, cvc = '123'): TestCardEntry => ({
  card: { number, expiry: '12 / 34', cvc, name: 'Test Shopper', postalCode: '94107' },
  outcome,
});

const approved = (words: string): CardOutcome => ({
  status: 'authorized',
  declineCode: null,
  isChallenged: false,
  words,
});

const declined = (declineCode: string, words: string): CardOutcome => ({
  status: 'declined',
  declineCode,
  isChallenged: false,
  words,
});

/** The sandbox bank's published cards with what becomes of each: fixed, so that a test never guesses. */
export const TEST_CARDS = {
  visa: card('4242424242424242', approved('Visa. Approved.')),
  mastercard: card('5555555555554444', approved('Mastercard. Approved.')),
  amex: card('378282246310005', approved('American Express, with a security code of four digits. Approved.'), '1234'),
  declined: card('4000000000000002', declined('card_declined', 'Declined without a reason.')),
  insufficientFunds: card('4000000000009995', declined('insufficient_funds', 'Declined for lack of funds.')),
  expired: card('4000000000000069', declined('expired_card', 'Declined as expired, whatever date is typed.')),
  wrongCvc: card('4000000000000127', declined('incorrect_cvc', 'Declined for a wrong security code.')),
  processingError: card('4000000000000119', declined('processing_error', 'The bank cannot process it.')),
  disputedLater: card('4000000000000259', approved('Approved, and disputed once it is captured.')),
  disputeWon: card(
    '4000000000002685',
    approved('Approved, disputed two seconds after it is captured, reviewed, and won within half a minute.'),
  ),
  disputeLost: card(
    '4000000000001976',
    approved(
      'Approved. Its bank inquires two seconds after it is captured, disputes it, and you lose within half a minute.',
    ),
  ),
  refundFails: card('4000000000005126', approved('Approved, but every refund fails: its account is closed.')),
  refundTimesOut: card(
    '4000000000007726',
    approved('Approved. A refund succeeds, but its answer never arrives: unknown until reconciliation finds out.'),
  ),
  authorizationRevoked: card(
    '4000000000008211',
    approved('Approved, then its bank takes the authorization back: confirm and cancel are both refused.'),
  ),
  authorizationLapses: card(
    '4000000000007304',
    approved('Approved, and expired ten seconds later unless you confirm.'),
  ),
  challenged: card('4000002500003155', {
    ...approved('The bank asks its cardholder for a code first: 123456 passes, anything else does not.'),
    isChallenged: true,
  }),
  /** The bank authorizes and never says so: the payment is `unknown` until it is reconciled. */
  timesOutAuthorized: card('4000000000006975', {
    ...approved('Authorized, but the answer never arrives: unknown until reconciliation finds out.'),
    status: 'unknown',
  }),
} as const satisfies Record<string, TestCardEntry>;

export type TestCardName = keyof typeof TEST_CARDS;

/** The cards alone, by name: `cards.visa`. */
export const cards = Object.fromEntries(
  Object.entries(TEST_CARDS).map(([name, entry]) => [name, entry.card]),
) as Readonly<Record<TestCardName, TestCard>>;
