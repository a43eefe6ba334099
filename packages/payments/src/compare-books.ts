import type { BooksComparison, BooksDifference } from '@fieldfare/protocol';
import type { ProcessorDirectory } from './ports/processor-directory.ts';
import type { PageRequest, PaymentFilter, PaymentRepository, PaymentScope } from './ports/payment-repository.ts';
import type { LookupOutcome } from './ports/processor.ts';
import type { AttemptRecord, AttemptState } from './records.ts';

export interface CompareBooksDeps {
  payments: Pick<PaymentRepository, 'list'>;
  attempts: AttemptReader;
  processors: ProcessorDirectory;
}

export interface AttemptReader {
  /** All attempts of these payments, oldest first. */
  ofPayments(paymentIds: string[]): Promise<AttemptRecord[]>;
}

/** What a processor's books may say of an attempt whose outcome is known. Nothing of a capture that it refused need stand in them. */
const AGREES: Partial<Record<AttemptState, readonly LookupOutcome['type'][]>> = {
  succeeded: ['authorized', 'succeeded'],
  declined: ['declined', 'absent'],
  refused: ['refused', 'absent'],
  absent: ['absent', 'refused'],
};

/**
 * Compares our books with the processors', attempt by attempt, for a page of payments. Asks by our attempt id and changes nothing: what
 * is open is for reconciliation, and a difference is for a person.
 */
export async function compareBooks(
  deps: CompareBooksDeps,
  scope: PaymentScope,
  filter: PaymentFilter,
  page: PageRequest,
): Promise<BooksComparison> {
  const { items, hasMore } = await deps.payments.list(scope, filter, page);
  const attempts = await deps.attempts.ofPayments(items.map(({ id }) => id));
  const report: BooksComparison = {
    object: 'books_comparison',
    payments: items.length,
    attempts: attempts.length,
    agreed: 0,
    open: 0,
    unreachable: 0,
    differences: [],
    last_payment: items.at(-1)?.id ?? null,
    has_more: hasMore,
  };
  for (const attempt of attempts) {
    const found = await deps.processors.byName(attempt.processor).lookup(attempt.id);
    count(report, attempt, found);
  }
  return report;
}

function count(report: BooksComparison, attempt: AttemptRecord, found: LookupOutcome): void {
  const agreeing = AGREES[attempt.state];
  if (found.type === 'unreachable') report.unreachable++;
  else if (!agreeing) report.open++;
  else if (agreeing.includes(found.type) && hasSameAmount(attempt, found)) report.agreed++;
  else report.differences.push(differenceOf(attempt, found));
}

function hasSameAmount(attempt: AttemptRecord, found: LookupOutcome): boolean {
  return found.type !== 'authorized' || found.authorizedMinor === attempt.amountMinor;
}

function differenceOf(attempt: AttemptRecord, found: LookupOutcome): BooksDifference {
  const amount = found.type === 'authorized' ? ` ${found.authorizedMinor}` : '';
  return {
    payment: attempt.paymentId,
    attempt: attempt.id,
    type: attempt.type,
    processor: attempt.processor,
    ours: `${attempt.state} ${attempt.amountMinor}`,
    processors: `${found.type}${amount}`,
  };
}
