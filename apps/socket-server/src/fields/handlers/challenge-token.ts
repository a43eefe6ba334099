import { quoteShown } from '@fieldfare/payments';
import type { FeeQuote, MerchantProfile, SessionRecord } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { ChallengeAction, FieldsRequest } from '@fieldfare/protocol';
import { assertLocation } from '../../location/assert-location.ts';
import { activeProfile } from '../active-profile.ts';
import { assertMethod } from '../assert-method.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { assertPayable } from '../session-state.ts';

/** `host:challengeToken`: the server's word on what the shopper was shown, to be spent in the intent's own commit. */
export const challengeToken = fieldsHandler('host:challengeToken', 'hosted', async (context) => {
  const { deps, connection, step, request } = context;
  assertAction(request.action, step.session.kind);
  // What another server changed of the session this one's memory does not know of, and the challenge would be void by its revision.
  if (!(await deps.fanOut.isAlone())) step.isStale = true;
  let session = await assertPayable(deps, connection, step);
  const profile = await activeProfile(deps, session.merchantId);
  let shown = shownQuote(request, session, profile);
  if (!shown) {
    // The same where the other server has not been heard of yet.
    step.isStale = true;
    session = await assertPayable(deps, connection, step);
    shown = shownQuote(request, session, profile);
  }
  await assertLocation(deps, connection);
  assertMethod(session, request.method);
  if (!shown) {
    throw new FieldfareError('conflict', {
      detail: 'amount_changed',
      audience: 'payer',
      message: 'The amount has changed. Please look at the new total and try again.',
    });
  }
  const claims = {
    session: session.id,
    generation: session.generation,
    revision: session.revision,
    action: request.action,
    payment: null,
    method: request.method,
    amount_minor: session.amountMinor,
    fee_minor: shown.feeMinor,
    total_minor: shown.totalMinor,
    currency: session.currency,
  };
  const issued = await deps.tokens.issueChallenge(claims, session.expiresAt);
  return {
    type: 'challenge',
    challenge_token: issued.token,
    challenge: issued.claims.jti,
    fee_minor: shown.feeMinor,
    expires_at: new Date(issued.claims.exp * 1_000).toISOString(),
  };
});

/** Money is asked for in payment sessions alone; a payment method is saved in either kind. */
function assertAction(action: ChallengeAction, kind: SessionRecord['kind']): void {
  if (action === 'tokenize_payment_method' || (action === 'process_payment' && kind === 'payment')) return;
  throw new FieldfareError('validation_error', {
    detail: 'action_not_available',
    param: 'action',
    message: 'Challenges are made for process_payment in a payment session, and for tokenize_payment_method.',
  });
}

/** The quote that the shopper was shown, where it is one of what the session now asks for. */
function shownQuote(
  request: FieldsRequest<'host:challengeToken'>,
  session: SessionRecord,
  profile: MerchantProfile,
): FeeQuote | null {
  const isOfSession = request.amount_minor === session.amountMinor && request.currency === session.currency;
  return isOfSession ? quoteShown(profile, session, request.method, request.total_minor) : null;
}
