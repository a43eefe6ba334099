import { newId } from '@fieldfare/protocol';
import { beginAttempt } from './begin-attempt.ts';
import { referenceAt } from './card-on-file.ts';
import type { CardOnFile } from './card-on-file.ts';
import type { CardVault, LentCard } from './ports/card-vault.ts';
import type { PaymentLedger, PaymentMove } from './ports/payment-repository.ts';
import type { Clock } from './ports/clock.ts';
import type { ProcessorDirectory, RoutedPayment } from './ports/processor-directory.ts';
import type { AuthorizeOutcome, ChargedCard, KeptCard, Processor } from './ports/processor.ts';
import { processorName } from './processor-name.ts';
import { SEND_WITHIN_MS } from './reconcile-schedule.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { withoutCard } from './without-card.ts';

export interface AskDeps {
  vault: Pick<CardVault, 'processorReference' | 'forgetProcessorReference'>;
  payments: PaymentLedger;
  processors: Pick<ProcessorDirectory, 'next'>;
  clock: Clock;
}

/** What a processor is asked with, once the attempt is durable. */
export interface AuthorizationQuestion {
  attemptId: string;
  processor: Processor;
  card: LentCard;
  /** There where the card was saved before. */
  onFile?: CardOnFile;
  /** What the processor calls the card, where it keeps it. */
  reference: string | null;
  statementDescriptor: string;
  /** What decides which processor comes next, and who is said to have caused it. */
  routed: RoutedPayment;
  actor: Actor;
}

/** The last processor that was asked, under which attempt, and what it said; `null` where the attempt was begun too late to be sent. */
export interface AskedAuthorization {
  payment: PaymentRecord;
  attemptId: string;
  processor: Processor;
  outcome: AuthorizeOutcome | null;
}

/**
 * Sends an authorization to the processor that was chosen, and to the next one that takes it only after a processor has said for certain that
 * it decided upon nothing. A processor that keeps the card is sent its own reference; where it says that it knows it no more, it is sent the
 * card, once. Each try is an attempt of its own, begun in the commit that ends the one before. Nothing follows a decline by a bank, and
 * nothing ever follows a doubt. Forgets the card; what is answered quotes nothing of it.
 */
export async function askAuthorization(
  deps: AskDeps,
  begun: PaymentRecord,
  question: AuthorizationQuestion,
): Promise<AskedAuthorization> {
  let { reference } = question;
  let asked: AskedAuthorization = { payment: begun, ...question, outcome: await ask(begun, question, reference) };
  const tried = [question.processor.name];
  while (asked.outcome?.type === 'declined' && asked.outcome.isUnprocessed) {
    const isStale = reference !== null && asked.outcome.isReferenceUnknown === true;
    if (isStale) await forgetReference(deps, question, asked.processor);
    const next = isStale ? asked.processor : await deps.processors.next(question.routed, tried);
    if (!next) break;
    reference = isStale ? null : await referenceAt(deps, question.onFile, next);
    const rerouted = await reroute(deps, asked, { next, isStale, actor: question.actor });
    if (!rerouted) break;
    tried.push(next.name);
    const { payment, attemptId, isTooLate } = rerouted;
    const again = { ...question, attemptId, processor: next };
    asked = { payment, attemptId, processor: next, outcome: isTooLate ? null : await ask(payment, again, reference) };
  }
  question.card.release();
  return asked;
}

/** One that is not forgotten now is met by the next charge, which is then answered the same. */
async function forgetReference({ vault }: AskDeps, { onFile }: AuthorizationQuestion, { name }: Processor) {
  if (onFile) await vault.forgetProcessorReference(onFile.saved.token, onFile.saved.merchantId, name).catch(() => null);
}

async function ask(
  { totalMinor, currency }: PaymentRecord,
  { attemptId, processor, card, onFile, statementDescriptor }: AuthorizationQuestion,
  reference: string | null,
): Promise<AuthorizeOutcome> {
  return card.use(async (secrets) => {
    const answer = await processor.authorize({
      attemptId,
      amountMinor: totalMinor,
      currency,
      card: reference === null ? secrets : keptCard(reference, secrets),
      ...(onFile ? { stored: onFile.credential } : {}),
      statementDescriptor,
    });
    return withoutCard(answer, secrets);
  });
}

function keptCard(reference: string, { cvc }: ChargedCard): KeptCard {
  return { reference, ...(cvc === undefined ? {} : { cvc }) };
}

interface Route {
  next: Processor;
  /** The same processor is sent the card, because it does not know its own reference of it. */
  isStale: boolean;
  actor: Actor;
}

/**
 * Ends one attempt and begins the next in one commit. Null where the payment is no longer what it was begun as: whoever changed it
 * (reconciliation, after a very slow answer) has called it in doubt, and then nobody else is asked.
 */
async function reroute({ payments, clock }: AskDeps, asked: AskedAuthorization, route: Route) {
  const now = clock.now();
  const attemptId = newId('attempt', now);
  const verdict = await payments.commit(rerouteMove(asked, { ...route, attemptId, now }));
  if (verdict.type !== 'committed') return null;
  const isTooLate = clock.now().getTime() - now.getTime() > SEND_WITHIN_MS;
  return { payment: verdict.payment, attemptId, isTooLate };
}

function rerouteMove(
  { payment, attemptId: ended }: AskedAuthorization,
  { attemptId, next, isStale, actor, now }: Route & { attemptId: string; now: Date },
): PaymentMove {
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: { processor: next.name },
    finishAttempt: {
      id: ended,
      type: 'authorize',
      state: 'refused',
      reason: isStale ? 'reference_unknown' : 'not_processed',
    },
    beginAttempt: beginAttempt(
      { id: attemptId, type: 'authorize', amountMinor: payment.totalMinor, requestId: null },
      now,
    ),
    event: {
      id: newId('event', now),
      type: isStale ? 'payment.resent' : 'payment.rerouted',
      amountMinor: payment.totalMinor,
      // The account is the merchant's own matter; outsiders read the processor's name.
      detail: processorName(next.name),
    },
    actor,
    requestId: null,
    now,
  };
}
