import { newId } from '@fieldfare/protocol';
import type { LentCard } from './ports/card-vault.ts';
import type { PaymentLedger, PaymentMove } from './ports/payment-repository.ts';
import type { Clock } from './ports/clock.ts';
import type { ProcessorDirectory, RoutedPayment } from './ports/processor-directory.ts';
import type { AuthorizeOutcome, Processor, StoredCredential } from './ports/processor.ts';
import { ATTEMPT_GRACE_MS, SEND_WITHIN_MS } from './reconcile-schedule.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { withoutCard } from './without-card.ts';

export interface AskDeps {
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
  stored?: StoredCredential;
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
 * it decided upon nothing. Each try is an attempt of its own, begun in the commit that ends the one before. Nothing follows a decline by a
 * bank, and nothing ever follows a doubt. Forgets the card; what is answered quotes nothing of it.
 */
export async function askAuthorization(
  deps: AskDeps,
  begun: PaymentRecord,
  question: AuthorizationQuestion,
): Promise<AskedAuthorization> {
  let asked: AskedAuthorization = { payment: begun, ...question, outcome: await ask(begun, question) };
  const tried = [question.processor.name];
  while (asked.outcome?.type === 'declined' && asked.outcome.isUnprocessed) {
    const next = await deps.processors.next(question.routed, tried);
    const rerouted = next && (await reroute(deps, asked, next, question.actor));
    if (!next || !rerouted) break;
    tried.push(next.name);
    const { payment, attemptId, isTooLate } = rerouted;
    const again = { ...question, attemptId, processor: next };
    asked = { payment, attemptId, processor: next, outcome: isTooLate ? null : await ask(payment, again) };
  }
  question.card.release();
  return asked;
}

async function ask(
  { totalMinor, currency }: PaymentRecord,
  { attemptId, processor, card, stored, statementDescriptor }: AuthorizationQuestion,
): Promise<AuthorizeOutcome> {
  return card.use(async (secrets) => {
    const answer = await processor.authorize({
      attemptId,
      amountMinor: totalMinor,
      currency,
      card: secrets,
      ...(stored ? { stored } : {}),
      statementDescriptor,
    });
    return withoutCard(answer, secrets);
  });
}

/**
 * Ends one attempt and begins the next in one commit. Null where the payment is no longer what it was begun as: whoever changed it
 * (reconciliation, after a very slow answer) has called it in doubt, and then nobody else is asked.
 */
async function reroute({ payments, clock }: AskDeps, asked: AskedAuthorization, next: Processor, actor: Actor) {
  const now = clock.now();
  const attemptId = newId('attempt', now);
  const verdict = await payments.commit(rerouteMove(asked, { attemptId, next, actor, now }));
  if (verdict.type !== 'committed') return null;
  const isTooLate = clock.now().getTime() - now.getTime() > SEND_WITHIN_MS;
  return { payment: verdict.payment, attemptId, isTooLate };
}

function rerouteMove(
  { payment, attemptId: ended }: AskedAuthorization,
  { attemptId, next, actor, now }: { attemptId: string; next: Processor; actor: Actor; now: Date },
): PaymentMove {
  return {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: { processor: next.name },
    finishAttempt: { id: ended, type: 'authorize', state: 'refused', reason: 'not_processed' },
    beginAttempt: {
      id: attemptId,
      type: 'authorize',
      amountMinor: payment.totalMinor,
      checkAfter: new Date(now.getTime() + ATTEMPT_GRACE_MS),
      requestId: null,
    },
    event: {
      id: newId('event', now),
      type: 'payment.rerouted',
      amountMinor: payment.totalMinor,
      // The account is the merchant's own matter; outsiders read the processor's name.
      detail: next.name.split(':')[0] ?? next.name,
    },
    actor,
    requestId: null,
    now,
  };
}
