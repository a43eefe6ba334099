import { newId } from '@fieldfare/protocol';
import { refundedFeeOf } from './fees.ts';
import type { OutsideMove, RefundReversal } from './ports/notice-repository.ts';
import type { AuthorizationBooks, RefundInBooks } from './ports/processor.ts';
import type { AttemptDetail, MerchantProfile, PaymentRecord } from './records.ts';
import { REFUNDABLE } from './refund-payment.ts';
import { assertLegalMove } from './state-machine.ts';

/** One thing that a processor's books have and ours have not. */
export type OutsideStep = { type: 'adopt'; move: OutsideMove } | { type: 'reverse'; reversal: RefundReversal };

export interface Compared {
  payment: PaymentRecord;
  /** All attempts of the payment, read after it. */
  attempts: readonly AttemptDetail[];
  /** Read before both. */
  books: AuthorizationBooks;
  profile: Pick<MerchantProfile, 'refundFee'> | null;
}

/**
 * What to write down next so that our books say what the processor's say; null where they agree, or where only a person can help (more was
 * captured than we had authorized, more returned than captured). An attempt that we gave up and that happened after all is adopted, too.
 */
export function outsideStep(compared: Compared, now: Date): OutsideStep | null {
  const { payment, books } = compared;
  if (payment.status === 'authorized' || payment.status === 'expired') return movedAuthorization(payment, books, now);
  return REFUND_STATUSES.has(payment.status) ? refundStep(compared, now) : null;
}

const REFUND_STATUSES: ReadonlySet<string> = new Set([...REFUNDABLE, 'refunded']);

function movedAuthorization(
  payment: PaymentRecord,
  { state, capturedMinor }: AuthorizationBooks,
  now: Date,
): OutsideStep | null {
  const isWithin = capturedMinor >= 1 && capturedMinor <= payment.authorizedMinor;
  if (state === 'captured' && isWithin) return adopt(payment, { type: 'capture', amountMinor: capturedMinor }, now);
  // A hold that ran out is released by its bank, and expires here by its own date.
  const hasLapsed = payment.authorizationExpiresAt !== null && payment.authorizationExpiresAt <= now;
  if (state !== 'released' || hasLapsed || payment.status === 'expired') return null;
  return adopt(payment, { type: 'void', amountMinor: payment.authorizedMinor }, now);
}

function refundStep({ payment, attempts, books, profile }: Compared, now: Date): OutsideStep | null {
  for (const refund of books.refunds) {
    const known = attempts.find((attempt) => isSame(attempt, refund));
    if (known && refund.hasFailed) {
      const reason = 'The processor’s books say that the refund failed.';
      const reversal = { processor: known.processor, attemptId: known.id, eventId: newId('event', now), reason };
      return { type: 'reverse', reversal };
    }
    const { amountMinor, processorReference } = refund;
    const leftMinor = payment.capturedMinor - payment.refundedMinor;
    if (known || refund.hasFailed || amountMinor < 1 || amountMinor > leftMinor) continue;
    const feeMinor = profile?.refundFee === 'returned' ? refundedFeeOf(payment, amountMinor) : 0;
    return adopt(payment, { type: 'refund', amountMinor, processorReference, feeMinor }, now);
  }
  return null;
}

function isSame(attempt: AttemptDetail, { attemptId, processorReference }: RefundInBooks): boolean {
  const isNamed = attempt.id === attemptId || attempt.processorReference === processorReference;
  return attempt.type === 'refund' && attempt.state === 'succeeded' && isNamed;
}

interface Done {
  type: OutsideMove['type'];
  amountMinor: number;
  processorReference?: string;
  feeMinor?: number;
}

function adopt(
  payment: PaymentRecord,
  { type, amountMinor, processorReference, feeMinor }: Done,
  now: Date,
): OutsideStep {
  const isAll = payment.refundedMinor + amountMinor === payment.capturedMinor;
  const status = STATUSES[type] ?? (isAll ? 'refunded' : 'partially_refunded');
  assertLegalMove(payment.status, status);
  const move: OutsideMove = {
    paymentId: payment.id,
    processor: payment.processor,
    expectedVersion: payment.version,
    type,
    status,
    attemptId: newId('attempt', now),
    eventId: newId('event', now),
    amountMinor,
    processorReference: processorReference ?? payment.processorReference ?? '',
    refund: type === 'refund' ? { id: newId('refund', now), feeMinor: feeMinor ?? 0 } : null,
  };
  return { type: 'adopt', move };
}

const STATUSES = { capture: 'captured', void: 'canceled', refund: null } as const;
