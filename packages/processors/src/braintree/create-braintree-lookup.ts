import type { AttemptHint, LookupOutcome, Processor } from '@fieldfare/payments';
import { minorOf } from './amount-of.ts';
import type { Braintree } from './braintree-gateway.ts';
import { SearchReply, TransactionReply } from './braintree-replies.ts';
import { failureOf } from './failure-of.ts';
import { authorizationIn } from './order-id.ts';
import { refundsIn } from './read-braintree-books.ts';
import { authorizationOf, captureFound, refundOf, voidFound, wasSubmitted } from './outcome-of.ts';

/** Finds what became of an attempt in Braintree's books, without sending anything that moves money. */
export function createBraintreeLookup(braintree: Braintree): Processor['lookup'] {
  return (attemptId, hint) =>
    find(braintree, attemptId, hint).catch((error: unknown): LookupOutcome => {
      const failure = failureOf(error);
      if (failure.type === 'refused' && failure.isMissing) return { type: 'absent' };
      return { type: 'unreachable', reason: failure.reason };
    });
}

async function find(braintree: Braintree, attemptId: string, hint: AttemptHint | undefined): Promise<LookupOutcome> {
  const type = hint?.type ?? 'authorize';
  const reference = hint?.processorReference ?? '';
  // Where the transaction is known already, its books are asked and not their index.
  if (type === 'authorize')
    return findAuthorization(braintree, attemptId, reference === '' ? await idsOf(braintree, attemptId) : [reference]);
  if (reference === '') return { type: 'absent' };
  const transaction = await load(braintree, reference);
  if (type === 'capture') return captureFound(transaction, attemptId);
  return type === 'void' ? voidFound(transaction) : findRefund(braintree, attemptId, transaction);
}

/** One attempt may stand there twice, where Braintree rejected its repetition: the one that says more is the attempt's outcome. */
async function findAuthorization(
  braintree: Braintree,
  attemptId: string,
  ids: readonly string[],
): Promise<LookupOutcome> {
  let best: LookupOutcome = { type: 'absent' };
  for (const id of ids) {
    const transaction = await load(braintree, id);
    if (authorizationIn(transaction.orderId) !== attemptId) continue;
    const outcome = authorizationOf(transaction);
    if (outcome.type === 'authorized')
      return wasSubmitted(transaction) ? wentOn(braintree, outcome, transaction) : outcome;
    if (outcome.type === 'unknown') best = { type: 'unreachable', reason: outcome.reason };
    else if (best.type === 'absent') best = outcome;
  }
  return best;
}

async function wentOn(
  braintree: Braintree,
  outcome: Extract<LookupOutcome, { type: 'authorized' }>,
  transaction: TransactionReply,
): Promise<LookupOutcome> {
  const standing = (await refundsIn(braintree, transaction)).filter(({ hasFailed }) => !hasFailed);
  const refundedMinor = standing.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { ...outcome, capturedMinor: minorOf(transaction.amount, transaction.currencyIsoCode), refundedMinor };
}

async function findRefund(braintree: Braintree, attemptId: string, of: TransactionReply): Promise<LookupOutcome> {
  // What had not settled is refunded as a whole by a void, which leaves no refund of its own.
  if (of.status === 'voided' && wasSubmitted(of)) return { type: 'succeeded', processorReference: of.id };
  for (const id of of.refundIds ?? []) {
    const refund = await load(braintree, id);
    if (refund.orderId === attemptId) return refundOf(refund);
  }
  return { type: 'absent' };
}

async function load({ transaction }: Braintree, id: string): Promise<TransactionReply> {
  return TransactionReply.parse(await transaction.find(id));
}

function idsOf({ transaction }: Braintree, attemptId: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    transaction.search(
      (search) => void search.orderId().startsWith(attemptId),
      (error, found) => {
        const reply = SearchReply.safeParse(found);
        if (reply.success) resolve(reply.data.ids);
        else reject(error instanceof Error ? error : new Error('Braintree’s search answered something else.'));
      },
    );
  });
}
