import type { AttemptReader } from './compare-books.ts';
import { outsideStep } from './outside-step.ts';
import type { Clock } from './ports/clock.ts';
import type { NoticeRepository } from './ports/notice-repository.ts';
import type { PaymentLedger } from './ports/payment-repository.ts';
import type { AuthorizationBooks } from './ports/processor.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';
import type { MerchantDirectory } from './ports/session-repository.ts';
import type { AttemptRecord } from './records.ts';

export interface AdoptDeps {
  payments: Pick<PaymentLedger, 'load'>;
  notices: Pick<NoticeRepository, 'adopt' | 'looked' | 'lookAgain' | 'reverseRefund'>;
  attempts: Pick<AttemptReader, 'ofPayment'>;
  merchants: MerchantDirectory;
  processors: ProcessorDirectory;
  clock: Clock;
}

/** A payment that has more to be adopted at once waits for the next look. */
const MAX_STEPS = 50;

/**
 * Writes down what was captured, released or returned at the processor past us, as attempts that nobody asked us for: each exactly once,
 * because each is decided upon the version of the payment that the books were read at. While an operation of ours is under way nothing is
 * adopted, for it may be what the books show, and nothing where the payment moved while the books were read, for they may be older than
 * that move; the look then comes up again. Answers whether anything was adopted.
 *
 * @param claimed an authorization of ours that succeeded
 */
export async function adoptOutside(deps: AdoptDeps, claimed: AttemptRecord): Promise<boolean> {
  const payment = await deps.payments.load(claimed.paymentId);
  const processor = deps.processors.byName(claimed.processor);
  const isTheirs = payment?.processor === claimed.processor && payment.processorReference !== null;
  if (!isTheirs || !processor.books) return end(deps, claimed, false);
  const reading = await processor.books(payment.processorReference ?? '');
  if (reading.type === 'unreachable') return false;
  return reading.type === 'absent'
    ? end(deps, claimed, false)
    : adoptAll(deps, claimed, reading.books, payment.version);
}

async function adoptAll(
  deps: AdoptDeps,
  claimed: AttemptRecord,
  books: AuthorizationBooks,
  readAtVersion: number,
): Promise<boolean> {
  let hasAdopted = false;
  for (let step = 0; step < MAX_STEPS; step++) {
    const payment = await deps.payments.load(claimed.paymentId);
    // Each step of this look made one version.
    if (!payment || payment.pendingOperation || payment.version !== readAtVersion + step) return hasAdopted;
    const attempts = await deps.attempts.ofPayment(payment.id);
    const profile = await deps.merchants.profile(payment.merchantId);
    const now = deps.clock.now();
    const next = outsideStep({ payment, attempts, books, profile }, now);
    if (!next) return end(deps, claimed, hasAdopted);
    if (next.type === 'reverse') await deps.notices.reverseRefund(next.reversal, now);
    else if ((await deps.notices.adopt(next.move, now)) === 'adopted') hasAdopted = true;
  }
  return hasAdopted;
}

async function end({ notices }: AdoptDeps, claimed: AttemptRecord, hasAdopted: boolean): Promise<boolean> {
  await notices.looked(claimed);
  return hasAdopted;
}
