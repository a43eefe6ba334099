import type { CardSecrets, Currency, DeclineCode } from '@fieldfare/protocol';

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
  | { type: 'unknown'; reason: string };

export type OperationOutcome =
  | { type: 'succeeded'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unknown'; reason: string };

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
  | { type: 'succeeded'; processorReference: string }
  | { type: 'refused'; reason: string }
  | { type: 'unreachable'; reason: string };

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
  lookup(attemptId: string): Promise<LookupOutcome>;
  health(): Promise<{ isHealthy: boolean; detail: string }>;
}
