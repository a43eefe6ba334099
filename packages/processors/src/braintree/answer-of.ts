import { ResultReply, TransactionReply } from './braintree-replies.ts';
import { failureOf, refusalOf } from './failure-of.ts';
import type { BraintreeFailure } from './failure-of.ts';

export type BraintreeAnswer = { type: 'transaction'; transaction: TransactionReply } | BraintreeFailure;

/** What came of a request that makes or changes a transaction. */
export async function answerOf(call: Promise<unknown>): Promise<BraintreeAnswer> {
  try {
    const reply = ResultReply.parse(await call);
    return reply.transaction ? { type: 'transaction', transaction: reply.transaction } : refusalOf(reply);
  } catch (error) {
    return failureOf(error);
  }
}

/** What came of looking at a transaction. */
export async function foundOf(call: Promise<unknown>): Promise<BraintreeAnswer> {
  try {
    return { type: 'transaction', transaction: TransactionReply.parse(await call) };
  } catch (error) {
    return failureOf(error);
  }
}
