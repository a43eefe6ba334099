import type { ActionForm, CardSecrets, Currency, DeclineCode, DisputeStatus } from '@fieldfare/protocol';

export interface AuthorizeRequest {
  /** Our attempt id: the processor's reference and idempotency key. */
  attemptId: string;
  amountMinor: number;
  currency: Currency;
  card: CardSecrets;
  /** At most 22 characters, what the cardholder reads on the statement. */
  statementDescriptor: string;
}

/** A reference operation on what was authorized. */
export interface OperationRequest {
  attemptId: string;
  /** The authorization's own reference at the processor. */
  processorReference: string;
  amountMinor: number;
  currency: Currency;
}

/** What the shopper must do at the processor's before it decides upon an authorization. */
export interface RequiredAction {
  form: ActionForm;
  triesLeft: number;
  expiresAt: Date;
}

export interface ActionRequired {
  type: 'action_required';
  processorReference: string | null;
  action: RequiredAction;
}

/** `unknown` is an outcome: the processor may or may not have done it. It is never guessed. */
export type AuthorizeOutcome =
  | {
      type: 'authorized';
      processorReference: string;
      authorizedMinor: number;
      expiresAt: Date;
      networkTransactionId: string | null;
    }
  | { type: 'declined'; declineCode: DeclineCode; processorReference: string | null }
  | ActionRequired
  | { type: 'unknown'; reason: string };

export type OperationOutcome =
  | { type: 'succeeded'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unknown'; reason: string };

/** What is known of an attempt besides its id; some books are found by it alone, others by what it was for. */
export interface AttemptHint {
  type: 'authorize' | 'capture' | 'void' | 'refund';
  /** The authorization that a capture, void or refund refers to. */
  processorReference: string | null;
}

/** What the processor's books say of one of our attempts. */
export type LookupOutcome =
  | { type: 'absent' }
  | {
      type: 'authorized';
      processorReference: string;
      authorizedMinor: number;
      expiresAt: Date;
      networkTransactionId: string | null;
    }
  | { type: 'declined'; declineCode: DeclineCode; processorReference: string | null }
  | ActionRequired
  | { type: 'succeeded'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unreachable'; reason: string };

/**
 * A processor's side of challenges. It decides once: whatever comes after the decision, an answer or the wish to abandon, is answered with
 * it, so that an answer and an expiry at the same moment cannot both win.
 */
export interface ChallengeDesk {
  /** Hands the shopper's code in; a wrong one is `action_required` again while tries are left, and a decline afterwards. */
  complete(request: { attemptId: string; code: string }): Promise<AuthorizeOutcome>;
  /** Gives the challenge up: a decline, `authentication_failed`, unless it was decided before. */
  abandon(request: { attemptId: string }): Promise<AuthorizeOutcome>;
}

/** What a processor's books say of a dispute. */
export interface ProcessorDispute {
  /** The processor's own name of it. */
  processorReference: string;
  /** Our attempt id of the authorization that it concerns. */
  attemptId: string;
  amountMinor: number;
  reason: string;
  status: DisputeStatus;
  respondBy: Date | null;
}

/** One payment processor. Adapters answer outcomes; they throw only for programming errors. */
export interface Processor {
  readonly name: string;
  /** How long after a request its absence from the processor's books may be believed, in milliseconds. */
  readonly settlingDelayMs: number;
  /** How long the processor remembers an idempotency key, in milliseconds. */
  readonly idempotencyWindowMs: number;
  authorize(request: AuthorizeRequest): Promise<AuthorizeOutcome>;
  capture(request: OperationRequest): Promise<OperationOutcome>;
  void(request: OperationRequest): Promise<OperationOutcome>;
  refund(request: OperationRequest): Promise<OperationOutcome>;
  /** Absent where the processor never asks for a challenge. */
  readonly challenges?: ChallengeDesk;
  lookup(attemptId: string, hint?: AttemptHint): Promise<LookupOutcome>;
  /** Disputes that came up or were decided since then; left out where the processor tells of them by itself. */
  disputes?(since: Date): Promise<ProcessorDispute[]>;
  health(): Promise<{ isHealthy: boolean; detail: string }>;
}
