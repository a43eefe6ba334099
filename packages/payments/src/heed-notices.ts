import { FieldfareError, newId } from '@fieldfare/protocol';
import type { Clock } from './ports/clock.ts';
import type { DisputeRepository } from './ports/dispute-repository.ts';
import type { NoticeRepository } from './ports/notice-repository.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';
import type { ProcessorNotice } from './ports/processor.ts';

export interface HeedNoticesDeps {
  notices: NoticeRepository;
  disputes: Pick<DisputeRepository, 'record'>;
  processors: ProcessorDirectory;
  clock: Clock;
}

/**
 * Acts upon what a processor told by itself. Nothing is taken from its words: an attempt in doubt is looked up by reconciliation at once, a
 * refund that failed after all is looked up here, a dispute is what the books say now, and what was done past us is adopted from them by
 * reconciliation. So a notice may come twice, late or out of order.
 * Answers how many facts it recorded. Throws `processor_unreachable` where the books could not be asked.
 */
export async function heedNotices(
  deps: HeedNoticesDeps,
  processor: string,
  notices: readonly ProcessorNotice[],
): Promise<number> {
  let recorded = 0;
  for (const notice of notices) {
    if (await heed(deps, processor, notice)) recorded++;
  }
  return recorded;
}

async function heed(deps: HeedNoticesDeps, processor: string, notice: ProcessorNotice): Promise<boolean> {
  switch (notice.type) {
    case 'dispute':
      return recordDispute(deps, processor, notice);
    case 'attempt':
      return heedAttempt(deps, processor, notice);
    case 'outside':
      await deps.notices.lookAgain(processor, notice.attemptId, deps.clock.now());
      return false;
  }
}

async function recordDispute(
  { disputes, clock }: HeedNoticesDeps,
  processor: string,
  { dispute }: Extract<ProcessorNotice, { type: 'dispute' }>,
): Promise<boolean> {
  const now = clock.now();
  const named = { ...dispute, id: newId('dispute', now), eventId: newId('event', now), processor };
  return (await disputes.record(named, now)) === 'recorded';
}

async function heedAttempt(
  deps: HeedNoticesDeps,
  processor: string,
  { attemptId, processorReference }: Extract<ProcessorNotice, { type: 'attempt' }>,
): Promise<boolean> {
  const { notices, clock } = deps;
  await notices.bringForward({ processor, attemptId, processorReference }, clock.now());
  const refundOf = attemptId === null ? null : await notices.succeededRefund(processor, attemptId);
  if (attemptId === null || refundOf === null) return false;
  const hint = { type: 'refund', processorReference: refundOf } as const;
  const found = await deps.processors.byName(processor).lookup(attemptId, hint);
  if (found.type === 'unreachable') throw unreachable();
  if (found.type !== 'refused') return false;
  const now = clock.now();
  const reversal = { processor, attemptId, eventId: newId('event', now), reason: found.reason };
  return (await notices.reverseRefund(reversal, now)) === 'reversed';
}

function unreachable(): FieldfareError {
  return new FieldfareError('processing_error', {
    detail: 'processor_unreachable',
    retryable: true,
    message: 'The processor could not be asked what became of it. Send the webhook again later.',
  });
}
