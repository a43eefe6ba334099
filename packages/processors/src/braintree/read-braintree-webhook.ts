import type { ProcessorDispute, ProcessorNotice, ProcessorWebhook, WebhookReading } from '@fieldfare/payments';
import { disputeNotices } from '../dispute-notices.ts';
import { minorOf } from './amount-of.ts';
import type { Braintree } from './braintree-gateway.ts';
import { DisputeReply, NotificationReply, TransactionReply } from './braintree-replies.ts';
import { failureOf } from './failure-of.ts';
import { authorizationIn, captureIn } from './order-id.ts';

/**
 * Reads one of Braintree's webhooks, after the SDK verified its signature. Of the notification only names are taken; the transaction or
 * dispute itself is asked for. A notification is signed without a time, which is why an old one must be worth nothing more than a look.
 */
export async function readBraintreeWebhook(braintree: Braintree, { body }: ProcessorWebhook): Promise<WebhookReading> {
  const form = new URLSearchParams(body.toString('utf8'));
  const notification = await braintree.webhookNotification
    .parse(form.get('bt_signature') ?? '', form.get('bt_payload') ?? '')
    .then(
      (reply) => NotificationReply.parse(reply),
      // The SDK says what was wrong with the signature, which is nobody's business.
      () => null,
    );
  if (notification === null) return { type: 'forged' };
  try {
    return { type: 'read', notices: await noticesOf(braintree, notification) };
  } catch (error) {
    const failure = failureOf(error);
    const isForeign = failure.type === 'refused' && failure.isMissing;
    return isForeign ? { type: 'read', notices: [] } : { type: 'unreachable', reason: failure.reason };
  }
}

async function noticesOf(
  braintree: Braintree,
  { dispute, transaction }: NotificationReply,
): Promise<ProcessorNotice[]> {
  if (dispute) return readDispute(braintree, dispute.id);
  if (!transaction) return [];
  const found = await load(braintree, transaction.id);
  return [...attemptNotices(found), ...(await pastUs(braintree, found))];
}

/** A capture of ours names itself. A refund may be the merchant's own; whose payment it returns, its sale says. */
async function pastUs(braintree: Braintree, found: TransactionReply): Promise<ProcessorNotice[]> {
  const { refundedTransactionId: saleId, status, orderId } = found;
  const isOurCapture = !saleId && status !== 'voided' && captureIn(orderId) !== null;
  const sale = saleId ? await load(braintree, saleId) : found;
  const attemptId = authorizationIn(sale.orderId);
  return isOurCapture || attemptId === '' ? [] : [{ type: 'outside', attemptId }];
}

function attemptNotices({ id, orderId }: TransactionReply): ProcessorNotice[] {
  const attempts = [authorizationIn(orderId), captureIn(orderId)].filter(
    (attempt) => attempt !== null && attempt !== '',
  );
  return attempts.map((attemptId) => ({ type: 'attempt', attemptId, processorReference: id }));
}

async function readDispute(braintree: Braintree, id: string): Promise<ProcessorNotice[]> {
  const found = DisputeReply.parse(await braintree.dispute.find(id)).dispute;
  const { orderId, currencyIsoCode, amount } = await load(braintree, found.transaction.id);
  const attemptId = authorizationIn(orderId);
  const status = found.kind === 'retrieval' ? retrievalOf(found.status) : STATUSES[found.status];
  if (attemptId === '' || status === undefined) return [];
  const isSame = found.currencyIsoCode === currencyIsoCode;
  return disputeNotices({
    processorReference: found.id,
    attemptId,
    claimedMinor: isSame ? minorOf(found.amountDisputed, currencyIsoCode) : null,
    capturedMinor: minorOf(amount, currencyIsoCode),
    reason: found.reason,
    status,
    respondBy: found.replyByDate ? new Date(`${found.replyByDate}T23:59:59Z`) : null,
  });
}

/** A retrieval is a question of the bank's, and takes no money. */
const retrievalOf = (status: string) => (status === 'open' ? 'inquiry' : 'inquiry_closed');

const STATUSES: Readonly<Record<string, ProcessorDispute['status']>> = {
  open: 'needs_response',
  disputed: 'under_review',
  under_review: 'under_review',
  won: 'won',
  lost: 'lost',
  accepted: 'lost',
  auto_accepted: 'lost',
  expired: 'lost',
};

async function load({ transaction }: Braintree, id: string): Promise<TransactionReply> {
  return TransactionReply.parse(await transaction.find(id));
}
