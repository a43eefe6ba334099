import { FieldfareError, newId } from '@fieldfare/protocol';
import type { ErrorDetail, PaymentStatus } from '@fieldfare/protocol';
import { askProcessor } from './ask-processor.ts';
import { beginAttempt } from './begin-attempt.ts';
import { commitOutcome } from './commit-outcome.ts';
import { askedOutcomeMove } from './debit-outcome.ts';
import type { Operation, OperationAttempt } from './operation-outcome.ts';
import type { CardVault } from './ports/card-vault.ts';
import type { Clock } from './ports/clock.ts';
import type { PaymentLedger } from './ports/payment-repository.ts';
import type { ProcessorDirectory } from './ports/processor-directory.ts';
import type { Actor, PaymentRecord } from './records.ts';
import { SEND_WITHIN_MS } from './reconcile-schedule.ts';

export interface OperationDeps {
  payments: PaymentLedger;
  processors: ProcessorDirectory;
  /** What a debit's account is lent by. */
  vault: Pick<CardVault, 'useBankAccount'>;
  clock: Clock;
}

export interface OperationRequestInput {
  operation: Operation;
  /** What the processor is asked to move, in minor units; decided again where the payment changed meanwhile. */
  amountOf: (payment: PaymentRecord) => number;
  from: readonly PaymentStatus[];
  requestId: string | null;
  /** Where given, the caller decided upon this version and wants to hear of any other. */
  expectedVersion?: number | undefined;
  reason?: string | null;
  /** For a refund: the part of the fee that returns with so much of the money. */
  refundFeeOf?: (payment: PaymentRecord, amountMinor: number) => number;
  actor: Actor;
}

const MAX_ROUNDS = 5;

/** Asks the processor for one capture, void or refund: intent first, then the question, then the outcome; each its own commit. */
export async function operate(
  deps: OperationDeps,
  payment: PaymentRecord,
  input: OperationRequestInput,
): Promise<PaymentRecord> {
  // A processor that is not configured is found out before the intent, not after it.
  deps.processors.byName(payment.processor);
  const { begun, attempt, begunAt } = await begin(deps, payment, input);
  return carryOut(deps, begun, attempt, begunAt, input.actor);
}

/** Asks for an attempt that was begun a moment ago and commits its outcome. One begun too long ago is left to reconciliation. */
export async function carryOut(
  deps: OperationDeps,
  begun: PaymentRecord,
  attempt: OperationAttempt,
  begunAt: Date,
  actor: Actor,
): Promise<PaymentRecord> {
  if (deps.clock.now().getTime() - begunAt.getTime() > SEND_WITHIN_MS) return begun;
  const outcome = await askProcessor(deps, begun, attempt);
  return commitOutcome(deps, begun, (current) =>
    current.pendingOperation?.attemptId === attempt.id
      ? askedOutcomeMove(current, attempt, outcome, actor, deps.clock.now())
      : null,
  );
}

async function begin(deps: OperationDeps, payment: PaymentRecord, input: OperationRequestInput) {
  let current = payment;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    assertPossible(current, input);
    const now = deps.clock.now();
    const attemptId = newId('attempt', now);
    const amountMinor = input.amountOf(current);
    const verdict = await deps.payments.commit({
      paymentId: current.id,
      expectedVersion: current.version,
      patch: { pendingOperation: { type: input.operation, state: 'in_flight', attemptId } },
      beginAttempt: {
        ...beginAttempt({ id: attemptId, type: input.operation, amountMinor, requestId: input.requestId }, now),
        ...(input.operation === 'refund' ? refundOf(input, current, amountMinor, now) : {}),
      },
      event: { id: newId('event', now), type: STARTED[input.operation], amountMinor, detail: input.reason ?? null },
      actor: input.actor,
      requestId: input.requestId,
      now,
    });
    if (verdict.type === 'committed') {
      return { begun: verdict.payment, attempt: { id: attemptId, type: input.operation, amountMinor }, begunAt: now };
    }
    if (verdict.type === 'not_found')
      throw new FieldfareError('not_found', { detail: 'payment_not_found', message: 'There is no such payment.' });
    current = verdict.payment;
  }
  throw conflict('payment_changed', 'The payment keeps changing. Look at it again and repeat.');
}

function refundOf(input: OperationRequestInput, payment: PaymentRecord, amountMinor: number, now: Date) {
  return {
    refundId: newId('refund', now),
    refundFeeMinor: input.refundFeeOf?.(payment, amountMinor) ?? 0,
    reason: input.reason ?? null,
  };
}

const STARTED: Record<Operation, string> = {
  capture: 'payment.capture_started',
  void: 'payment.cancel_started',
  refund: 'refund.started',
};

/** Refuses what the payment's state forbids, as `begin` does again in its own commit. */
export function assertPossible(
  payment: PaymentRecord,
  input: Pick<OperationRequestInput, 'operation' | 'from' | 'expectedVersion'>,
): void {
  if (payment.pendingOperation) {
    const { type, state } = payment.pendingOperation;
    throw conflict(
      'operation_in_flight',
      `A ${type} of this payment is ${state === 'unknown' ? 'still in doubt' : 'under way'}. Wait for its outcome.`,
    );
  }
  if (!input.from.includes(payment.status)) {
    throw conflict(
      'payment_status_conflict',
      `The payment is ${payment.status}, so it cannot be ${PARTICIPLE[input.operation]}.`,
    );
  }
  assertVersion(payment, input.expectedVersion);
}

/** Refuses what somebody decided upon another version of the payment than this one. */
export function assertVersion(payment: PaymentRecord, expectedVersion: number | undefined): void {
  if (expectedVersion === undefined || expectedVersion === payment.version) return;
  throw conflict(
    'payment_changed',
    `The payment has changed since version ${expectedVersion}. Look at it again and repeat.`,
  );
}

const PARTICIPLE: Record<Operation, string> = { capture: 'confirmed', void: 'canceled', refund: 'refunded' };

function conflict(detail: ErrorDetail, message: string): FieldfareError {
  return new FieldfareError('conflict', { detail, message });
}
