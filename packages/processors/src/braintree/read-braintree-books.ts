import type { AuthorizationBooks, BooksReading, Processor, RefundInBooks } from '@fieldfare/payments';
import { minorOf } from './amount-of.ts';
import type { Braintree } from './braintree-gateway.ts';
import { TransactionReply } from './braintree-replies.ts';
import { failureOf } from './failure-of.ts';
import { isCaptured, refundOf, wasSubmitted } from './outcome-of.ts';

/** Reads all that was done to a transaction, by whomever. */
export function createBraintreeBooks(braintree: Braintree): NonNullable<Processor['books']> {
  return (processorReference) =>
    load(braintree, processorReference)
      .then(async (transaction): Promise<BooksReading> => ({
        type: 'read',
        books: await booksOf(braintree, transaction),
      }))
      .catch((error: unknown): BooksReading => {
        const failure = failureOf(error);
        if (failure.type === 'refused' && failure.isMissing) return { type: 'absent' };
        return { type: 'unreachable', reason: failure.reason };
      });
}

/** What was returned of a transaction, refund by refund. */
export async function refundsIn(braintree: Braintree, transaction: TransactionReply): Promise<RefundInBooks[]> {
  const amountMinor = minorOf(transaction.amount, transaction.currencyIsoCode);
  const isVoidedWhole = transaction.status === 'voided' && wasSubmitted(transaction);
  // What had not settled is returned as a whole by a void, which leaves no refund of its own.
  const refunds: RefundInBooks[] = isVoidedWhole
    ? [{ processorReference: transaction.id, attemptId: null, amountMinor, hasFailed: false }]
    : [];
  for (const id of transaction.refundIds ?? []) {
    const refund = await load(braintree, id);
    refunds.push({
      processorReference: id,
      attemptId: refund.orderId ?? null,
      amountMinor: minorOf(refund.amount, refund.currencyIsoCode),
      hasFailed: refundOf(refund).type === 'refused',
    });
  }
  return refunds;
}

async function booksOf(braintree: Braintree, transaction: TransactionReply): Promise<AuthorizationBooks> {
  const state = stateOf(transaction);
  const isTaken = state === 'captured';
  return {
    state,
    capturedMinor: isTaken ? minorOf(transaction.amount, transaction.currencyIsoCode) : 0,
    refunds: isTaken ? await refundsIn(braintree, transaction) : [],
  };
}

function stateOf(transaction: TransactionReply): AuthorizationBooks['state'] {
  const { status } = transaction;
  if (status === 'authorized') return 'held';
  if (isCaptured(status)) return 'captured';
  if (status === 'voided') return wasSubmitted(transaction) ? 'captured' : 'released';
  return status === 'authorization_expired' ? 'released' : 'other';
}

async function load({ transaction }: Braintree, id: string): Promise<TransactionReply> {
  return TransactionReply.parse(await transaction.find(id));
}
