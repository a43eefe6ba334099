import type { ProcessorDispute, ProcessorNotice, ProcessorWebhook, WebhookReading } from '@fieldfare/payments';
import type { Stripe } from 'stripe';
import { disputeNotices } from '../dispute-notices.ts';
import { failureOf } from './failure-of.ts';
import { ATTEMPT_KEY, CAPTURE_KEY } from './outcome-of.ts';
import {
  ChargeNotice,
  DisputeReply,
  IntentNotice,
  RefundNotice,
  WarningReply,
  WebhookEvent,
} from './stripe-replies.ts';

/** Stripe's own tolerance for the age of a signature, in seconds. */
const TOLERANCE_SECONDS = 300;

/**
 * Reads one of Stripe's webhooks, after the SDK verified its signature. Of the event only names are taken: which attempt, which intent,
 * which dispute. Events that concern nothing of ours are read, and say nothing.
 */
export async function readStripeWebhook(
  stripe: Stripe,
  secret: string | undefined,
  { headers, body }: ProcessorWebhook,
): Promise<WebhookReading> {
  if (secret === undefined) return { type: 'unverifiable' };
  const event = verified(stripe, secret, headers['stripe-signature'], body);
  if (event === null) return { type: 'forged' };
  try {
    return { type: 'read', notices: await noticesOf(stripe, event) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.type === 'refused' && failure.code === 'resource_missing') return { type: 'read', notices: [] };
    return { type: 'unreachable', reason: 'reason' in failure ? failure.reason : 'Stripe is busy.' };
  }
}

function verified(stripe: Stripe, secret: string, signature: unknown, body: Buffer): WebhookEvent | null {
  if (typeof signature !== 'string') return null;
  try {
    return WebhookEvent.parse(stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS));
  } catch {
    // The SDK's own error quotes the body and the header.
    return null;
  }
}

async function noticesOf(stripe: Stripe, { type, data }: WebhookEvent): Promise<ProcessorNotice[]> {
  const [kind] =
    /^(?:payment_intent|radar\.early_fraud_warning|charge\.dispute|charge\.refund|refund|charge)\./.exec(type) ?? [];
  switch (kind) {
    case 'payment_intent.': {
      const { id, metadata } = IntentNotice.parse(data.object);
      const attempts = [metadata[ATTEMPT_KEY], metadata[CAPTURE_KEY]].filter((attempt) => attempt !== undefined);
      const named = attempts.map((attemptId) => ({ type: 'attempt', attemptId, processorReference: id }) as const);
      return [...named, ...(PAST_US.has(type) ? pastUs(metadata) : [])];
    }
    case 'charge.refund.':
    case 'refund.': {
      const { payment_intent: processorReference, metadata } = RefundNotice.parse(data.object);
      const attemptId = metadata?.[ATTEMPT_KEY] ?? null;
      if (attemptId !== null) return [{ type: 'attempt', attemptId, processorReference }];
      return processorReference === null ? [] : readRefunded(stripe, processorReference);
    }
    case 'radar.early_fraud_warning.':
      return readWarning(stripe, IntentNotice.pick({ id: true }).parse(data.object).id);
    case 'charge.dispute.':
      return readDispute(stripe, IntentNotice.pick({ id: true }).parse(data.object).id);
    case 'charge.': {
      const { payment_intent: processorReference } = ChargeNotice.parse(data.object);
      return processorReference === null ? [] : [{ type: 'attempt', attemptId: null, processorReference }];
    }
    default:
      return [];
  }
}

/** What ends an authorization: by us, or past us. */
const PAST_US: ReadonlySet<string> = new Set(['payment_intent.succeeded', 'payment_intent.canceled']);

/** A capture of ours names itself, and need not be looked for. */
function pastUs(metadata: Readonly<Record<string, string>>): ProcessorNotice[] {
  const attemptId = metadata[ATTEMPT_KEY];
  return attemptId === undefined || metadata[CAPTURE_KEY] !== undefined ? [] : [{ type: 'outside', attemptId }];
}

/** A refund that names no attempt of ours was made past us; whose payment it returns, its intent says. */
async function readRefunded(stripe: Stripe, intentId: string): Promise<ProcessorNotice[]> {
  const { metadata } = IntentNotice.parse(await stripe.paymentIntents.retrieve(intentId));
  const attemptId = metadata[ATTEMPT_KEY];
  return attemptId === undefined ? [] : [{ type: 'outside', attemptId }];
}

/** An issuer's report of fraud, before any dispute: a refund now may spare one. */
async function readWarning(stripe: Stripe, id: string): Promise<ProcessorNotice[]> {
  const found = WarningReply.parse(await stripe.radar.earlyFraudWarnings.retrieve(id, { expand: ['payment_intent'] }));
  const attemptId = found.payment_intent?.metadata[ATTEMPT_KEY];
  if (!found.payment_intent || attemptId === undefined) return [];
  return disputeNotices({
    processorReference: found.id,
    attemptId,
    claimedMinor: null,
    capturedMinor: found.payment_intent.amount_received,
    reason: found.fraud_type,
    status: 'early_warning',
    respondBy: null,
  });
}

async function readDispute(stripe: Stripe, id: string): Promise<ProcessorNotice[]> {
  const found = DisputeReply.parse(await stripe.disputes.retrieve(id, { expand: ['payment_intent'] }));
  const attemptId = found.payment_intent?.metadata[ATTEMPT_KEY];
  const status = STATUSES[found.status];
  if (!found.payment_intent || attemptId === undefined || status === undefined) return [];
  const { currency, amount_received: received } = found.payment_intent;
  return disputeNotices({
    processorReference: found.id,
    attemptId,
    claimedMinor: found.currency === currency ? found.amount : null,
    capturedMinor: received,
    reason: found.reason,
    status,
    respondBy: found.evidence_details?.due_by ? new Date(found.evidence_details.due_by * 1_000) : null,
  });
}

/** Disputes that were prevented never came to be, and appeals follow what is decided already: neither is in our books. */
const STATUSES: Readonly<Record<string, ProcessorDispute['status']>> = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'inquiry_closed',
  needs_response: 'needs_response',
  under_review: 'under_review',
  won: 'won',
  lost: 'lost',
};
