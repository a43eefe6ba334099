import type { CardPayloadClaims } from '@fieldfare/protocol';
import type { CardExpectation } from '../ports.ts';

/** Whether a payload speaks of this key, challenge, session, merchant and amount: a payload for another purchase buys nothing. */
export function meetsExpectation(claims: CardPayloadClaims, kid: string, expected: CardExpectation): boolean {
  return (
    claims.recipient_kid === kid &&
    claims.challenge === expected.challengeId &&
    claims.session === expected.sessionId &&
    claims.merchant_uid === expected.merchantId &&
    claims.amount_minor === expected.amountMinor &&
    claims.total_minor === expected.totalMinor &&
    claims.currency === expected.currency
  );
}
