import type { OperationOutcome, OperationRequest, Processor } from '@fieldfare/payments';
import { toDecimal } from '@fieldfare/protocol';
import { minorOf } from './amount-of.ts';
import { answerOf, foundOf } from './answer-of.ts';
import type { AttemptMemory } from './attempt-memory.ts';
import type { Braintree } from './braintree-gateway.ts';
import type { TransactionReply } from './braintree-replies.ts';
import { createTurns } from './in-turn.ts';
import { withCapture } from './order-id.ts';
import { isCaptured, isUnsettled, refundOf, saysThat } from './outcome-of.ts';

/**
 * Captures, voids and refunds. Each looks at the transaction first: its state decides what may be asked. Operations on one transaction
 * take turns, because Braintree would void what was captured a moment ago.
 */
export function createBraintreeOperations(
  { transaction }: Braintree,
  memory: AttemptMemory,
  onRefusal: (code: string) => void,
): Pick<Processor, 'capture' | 'void' | 'refund'> {
  const inTurn = createTurns();

  const look = async ({ processorReference, currency }: OperationRequest) => {
    const found = await foundOf(transaction.find(processorReference));
    if (found.type === 'refused') onRefusal(found.code);
    if (found.type !== 'transaction') return refused(`${found.reason} Nothing was sent. Try again.`);
    return found.transaction.currencyIsoCode === currency ? found.transaction : refused(OTHER_CURRENCY);
  };

  const ask = async (call: Promise<unknown>, outcomeOf: (reply: TransactionReply) => OperationOutcome) => {
    const answer = await answerOf(call);
    if (answer.type === 'transaction') return outcomeOf(answer.transaction);
    if (answer.type === 'doubt') return { type: 'unknown', reason: answer.reason } as const;
    onRefusal(answer.code);
    return refused(answer.reason);
  };

  const operate =
    (kind: string, step: (held: TransactionReply, request: OperationRequest) => Promise<OperationOutcome>) =>
    (request: OperationRequest): Promise<OperationOutcome> =>
      memory.once(request.attemptId, [kind, request], () =>
        inTurn(request.processorReference, async () => {
          const held = await look(request);
          return 'reason' in held ? held : step(held, request);
        }),
      );

  return {
    capture: operate('capture', async (held, request) => {
      if (held.status !== 'authorized') return refused(saysThat(held));
      const orderId = withCapture(held.orderId, request.attemptId);
      return ask(transaction.submitForSettlement(held.id, toDecimal(request), { orderId }), captureOf);
    }),
    void: operate('void', async (held) =>
      held.status === 'authorized' ? ask(transaction.void(held.id), voidOf) : refused(saysThat(held)),
    ),
    // What has settled is refunded, in parts too. What has not can only be undone, as a whole.
    refund: operate('refund', async (held, request) => {
      if (!isCaptured(held.status)) return refused(saysThat(held));
      if (!isUnsettled(held.status)) {
        const { attemptId: orderId } = request;
        return ask(transaction.refund(held.id, { amount: toDecimal(request), orderId }), refundOf);
      }
      const isWhole = minorOf(held.amount, held.currencyIsoCode) === request.amountMinor;
      return isWhole ? ask(transaction.void(held.id), voidOf) : refused(NOT_SETTLED);
    }),
  };
}

const OTHER_CURRENCY = 'The payment is in another currency at Braintree.';
const NOT_SETTLED =
  'Braintree returns a part of a payment only once it has settled, usually within a day. Refund all of it, or try again later.';

function captureOf(reply: TransactionReply): OperationOutcome {
  return isCaptured(reply.status)
    ? { type: 'succeeded', processorReference: reply.id }
    : { type: 'unknown', reason: saysThat(reply) };
}

function voidOf(reply: TransactionReply): OperationOutcome {
  return reply.status === 'voided'
    ? { type: 'succeeded', processorReference: reply.id }
    : { type: 'unknown', reason: saysThat(reply) };
}

function refused(reason: string): { type: 'refused'; reason: string } {
  return { type: 'refused', reason };
}
