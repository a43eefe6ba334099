/** When many cards, or many bank accounts, become too many. */
export interface TestingLimits {
  /** Different ones of one session, whatever became of them. */
  perSession: number;
  /** Different ones of one network: cards that were declined, bank accounts that were tried. */
  perNetwork: number;
  /** Different ones of one merchant that were declined or returned; from then on each network is held to `perNetworkUnderAttack`. */
  perMerchant: number;
  perNetworkUnderAttack: number;
  /** How often one and the same may be declined, wherever it comes from: who guesses its security code needs hundreds of tries. */
  declinesOfOne: number;
}

/** A family shares an address and mistypes; a shopper has a few cards. A tester has hundreds. */
export const CARD_LIMITS: TestingLimits = {
  perSession: 5,
  perNetwork: 10,
  perMerchant: 50,
  perNetworkUnderAttack: 4,
  declinesOfOne: 10,
};

/** Nobody learns at once whether an account is good, so that all that are tried count; and a shopper has fewer accounts than cards. */
export const ACCOUNT_LIMITS: TestingLimits = {
  perSession: 3,
  perNetwork: 20,
  perMerchant: 20,
  perNetworkUnderAttack: 5,
  declinesOfOne: 10,
};

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** How long after its last one a subject waits for the next: half a minute at the limit, twice that for each beyond. */
export function waitAfter(count: number, limit: number): number {
  if (count < limit) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(count - limit, 20), LONGEST_WAIT_MS);
}
