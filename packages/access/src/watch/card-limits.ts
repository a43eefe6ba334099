/** When many cards become too many. */
export interface CardLimits {
  /** Different cards of one session, whatever became of them. */
  perSession: number;
  /** Different cards of one network that the bank declined. */
  declinedPerNetwork: number;
  /** The same of one merchant; from then on each network is held to `declinedPerNetworkUnderAttack`. */
  declinedPerMerchant: number;
  declinedPerNetworkUnderAttack: number;
}

/** A family shares an address and mistypes; a shopper has a few cards. A tester has hundreds. */
export const CARD_LIMITS: CardLimits = {
  perSession: 5,
  declinedPerNetwork: 10,
  declinedPerMerchant: 50,
  declinedPerNetworkUnderAttack: 4,
};

const MINUTE_MS = 60_000;

export const SESSION_WINDOW_MS = 60 * MINUTE_MS;
export const NETWORK_WINDOW_MS = 15 * MINUTE_MS;
export const MERCHANT_WINDOW_MS = 15 * MINUTE_MS;

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;

/** How long after its last card a subject waits for the next one: half a minute at the limit, twice that for each card beyond. */
export function waitAfter(count: number, limit: number): number {
  if (count < limit) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(count - limit, 20), LONGEST_WAIT_MS);
}
