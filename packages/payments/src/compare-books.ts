import type { BooksComparison, BooksDifference } from '@fieldfare/protocol';
import { booksAgree } from './books-agree.ts';
import type { Clock } from './ports/clock.ts';
import type { NoticeRepository } from './ports/notice-repository.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';
import type { PageRequest, PaymentFilter, PaymentRepository, PaymentScope } from './ports/payment-repository.ts';
import type { LookupOutcome } from './ports/processor.ts';
import type { AttemptDetail, AttemptRecord, PaymentRecord } from './records.ts';

export interface CompareBooksDeps {
  payments: Pick<PaymentRepository, 'list'>;
  attempts: Pick<AttemptReader, 'ofPayments'>;
  notices: Pick<NoticeRepository, 'lookAgain'>;
  processors: ProcessorDirectory;
  clock: Clock;
}

export interface AttemptReader {
  /** All attempts of these payments, oldest first. */
  ofPayments(paymentIds: string[]): Promise<AttemptRecord[]>;
  /** All attempts of one payment with how they ended, oldest first. */
  ofPayment(paymentId: string): Promise<AttemptDetail[]>;
}

/** So many questions are under way at once: few enough for every processor's limits. */
const AT_ONCE = 5;

/**
 * Compares our books with the processors', attempt by attempt, for a page of payments. Asks by our attempt id and changes nothing: what
 * is open is for reconciliation, and so is an authorization with which somebody went on past us, which is looked at soon. What the next
 * comparison still shows is for a person.
 */
export async function compareBooks(
  deps: CompareBooksDeps,
  scope: PaymentScope,
  filter: PaymentFilter,
  page: PageRequest,
): Promise<BooksComparison> {
  const { items, hasMore } = await deps.payments.list(scope, filter, page);
  const payments = new Map(items.map((payment) => [payment.id, payment]));
  const attempts = await deps.attempts.ofPayments([...payments.keys()]);
  // What was adopted carries no name of ours at the processor; the amounts of its authorization tell whether it is right.
  const named = attempts.filter(({ isOutside }) => !isOutside);
  const report: BooksComparison = {
    object: 'books_comparison',
    payments: items.length,
    attempts: attempts.length,
    agreed: attempts.length - named.length,
    open: 0,
    unreachable: 0,
    differences: [],
    last_payment: items.at(-1)?.id ?? null,
    has_more: hasMore,
  };
  for (let i = 0; i < named.length; i += AT_ONCE) {
    const looks = named.slice(i, i + AT_ONCE).map(async (attempt) => {
      const payment = payments.get(attempt.paymentId);
      return payment ? { payment, attempt, found: await look(deps, payment, attempt) } : null;
    });
    for (const looked of await Promise.all(looks)) if (looked) count(report, looked);
  }
  for (const { type, attempt } of report.differences) {
    const authorization = type === 'authorize' ? named.find(({ id }) => id === attempt) : undefined;
    if (authorization) await deps.notices.lookAgain(authorization.processor, authorization.id, deps.clock.now());
  }
  return report;
}

interface Looked {
  payment: PaymentRecord;
  attempt: AttemptRecord;
  found: LookupOutcome;
}

function look(deps: CompareBooksDeps, payment: PaymentRecord, attempt: AttemptRecord): Promise<LookupOutcome> {
  const hint = { type: attempt.type, processorReference: payment.processorReference };
  return deps.processors.byName(attempt.processor).lookup(attempt.id, hint);
}

function count(report: BooksComparison, { payment, attempt, found }: Looked): void {
  if (found.type === 'unreachable') report.unreachable++;
  else if (attempt.state === 'in_flight' || attempt.state === 'unknown') report.open++;
  else if (booksAgree(payment, attempt, found)) report.agreed++;
  else report.differences.push(differenceOf(payment, attempt, found));
}

function differenceOf(payment: PaymentRecord, attempt: AttemptRecord, found: LookupOutcome): BooksDifference {
  const isAuthorized = found.type === 'authorized';
  const tellsCaptured = isAuthorized && found.capturedMinor !== undefined;
  const wasRefunded = isAuthorized && (found.refundedMinor ?? 0) + payment.refundedMinor > 0;
  const tellsRefunded = wasRefunded && found.refundedMinor !== undefined;
  const since = (capturedMinor?: number, refundedMinor?: number) =>
    `${tellsCaptured ? `, captured ${capturedMinor}` : ''}${tellsRefunded ? `, refunded ${refundedMinor}` : ''}`;
  return {
    payment: attempt.paymentId,
    attempt: attempt.id,
    type: attempt.type,
    processor: attempt.processor,
    ours: `${attempt.state} ${attempt.amountMinor}${since(payment.capturedMinor, payment.refundedMinor)}`,
    processors: isAuthorized
      ? `${found.type} ${found.authorizedMinor}${since(found.capturedMinor, found.refundedMinor)}`
      : found.type,
  };
}
