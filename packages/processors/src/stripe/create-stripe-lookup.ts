import { timeOfId } from '@fieldfare/protocol';
import type { AttemptHint, LookupOutcome, Processor } from '@fieldfare/payments';
import type { Stripe } from 'stripe';
import { failureOf, isPassing } from './failure-of.ts';
import { ATTEMPT_KEY, authorizationOf, captureFound, refundOf, voidFound } from './outcome-of.ts';
import { PaymentIntentReply, RefundReply } from './stripe-replies.ts';

// Stripe's search is minutes behind its books; its lists are not. An attempt's id tells when it was made, so a short stretch is enough: whatever
// is slower has been in the search for long.
const BEFORE_SECONDS = 120;
const AFTER_SECONDS = 900;
const PAGE = 100;

/** Finds what became of an attempt in Stripe's books, without sending anything that moves money. */
export function createStripeLookup(stripe: Stripe, now: () => Date): Processor['lookup'] {
  return (attemptId, hint) =>
    find(stripe, attemptId, hint, now()).catch((error: unknown): LookupOutcome => {
      const failure = failureOf(error);
      if (failure.type === 'refused' && failure.code === 'resource_missing') return { type: 'absent' };
      return {
        type: 'unreachable',
        reason: 'reason' in failure ? failure.reason : 'Stripe is busy with this attempt.',
      };
    });
}

async function find(
  stripe: Stripe,
  attemptId: string,
  hint: AttemptHint | undefined,
  now: Date,
): Promise<LookupOutcome> {
  const type = hint?.type ?? 'authorize';
  const reference = hint?.processorReference ?? '';
  if (type === 'authorize')
    return (
      (reference === '' ? null : await namedAuthorization(stripe, attemptId, reference)) ??
      findAuthorization(stripe, attemptId, now)
    );
  if (reference === '') return { type: 'absent' };
  if (type === 'refund') return findRefund(stripe, attemptId, reference);
  const intent = PaymentIntentReply.parse(await stripe.paymentIntents.retrieve(reference, { expand: EXPAND }));
  return type === 'capture' ? captureFound(intent, attemptId) : voidFound(intent);
}

const EXPAND = ['latest_charge'];

/** One question instead of a list, where the intent is known already; null where it is another attempt's. */
async function namedAuthorization(stripe: Stripe, attemptId: string, reference: string): Promise<LookupOutcome | null> {
  const intent = PaymentIntentReply.parse(await stripe.paymentIntents.retrieve(reference, { expand: EXPAND }));
  return intent.metadata[ATTEMPT_KEY] === attemptId ? authorizationFound(intent) : null;
}

function authorizationFound(intent: PaymentIntentReply): LookupOutcome {
  const outcome = authorizationOf(intent);
  if (outcome.type === 'unknown') return { type: 'unreachable', reason: outcome.reason };
  const isCaptured = outcome.type === 'authorized' && intent.status === 'succeeded';
  const refundedMinor = intent.latest_charge?.amount_refunded;
  const returned = typeof refundedMinor === 'number' ? { refundedMinor } : {};
  return isCaptured ? { ...outcome, capturedMinor: intent.amount_received, ...returned } : outcome;
}

async function findAuthorization(stripe: Stripe, attemptId: string, now: Date): Promise<LookupOutcome> {
  const madeAt = Math.floor(timeOfId(attemptId).getTime() / 1_000);
  const created = { gte: madeAt - BEFORE_SECONDS, lte: madeAt + AFTER_SECONDS };
  for await (const listed of stripe.paymentIntents.list({ created, limit: PAGE, expand: ['data.latest_charge'] })) {
    if (listed.metadata[ATTEMPT_KEY] !== attemptId) continue;
    return authorizationFound(PaymentIntentReply.parse(listed));
  }
  return now.getTime() / 1_000 > created.lte ? searchAuthorization(stripe, attemptId) : { type: 'absent' };
}

/** An intent that came later than that stretch is in no list that is short, but by now in the search, which only names it: the books say what it is. */
async function searchAuthorization(stripe: Stripe, attemptId: string): Promise<LookupOutcome> {
  for (const id of await idsFound(stripe, `metadata["${ATTEMPT_KEY}"]:"${attemptId}"`)) {
    const found = await namedAuthorization(stripe, attemptId, id);
    if (found) return found;
  }
  return { type: 'absent' };
}

/** None where the account may not search, as in India: then the list is all there is. */
async function idsFound(stripe: Stripe, query: string): Promise<string[]> {
  try {
    return (await stripe.paymentIntents.search({ query, limit: PAGE })).data.map(({ id }) => id);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.type === 'refused' && !isPassing(failure.code)) return [];
    throw error;
  }
}

async function findRefund(stripe: Stripe, attemptId: string, intent: string): Promise<LookupOutcome> {
  for await (const listed of stripe.refunds.list({ payment_intent: intent, limit: PAGE })) {
    const refund = RefundReply.parse(listed);
    if (refund.metadata?.[ATTEMPT_KEY] !== attemptId) continue;
    const outcome = refundOf(refund);
    return outcome.type === 'unknown' ? { type: 'unreachable', reason: outcome.reason } : outcome;
  }
  return { type: 'absent' };
}
