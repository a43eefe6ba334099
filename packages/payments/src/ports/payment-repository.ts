import type {
  CaptureMethod,
  CardBrand,
  Currency,
  DeclineCode,
  FeeMode,
  MaskedMethod,
  Metadata,
  Mode,
  PaymentMethodType,
  PaymentStatus,
} from '@fieldfare/protocol';
import type {
  Actor,
  AttemptRecord,
  AttemptState,
  AttemptType,
  PaymentEventRecord,
  PaymentRecord,
  PendingActionRecord,
  PendingOperationRecord,
} from '../records.ts';
import type { HistoryChecks } from '../history-checks.ts';
import type { StoredCard } from './card-vault.ts';

/** A payment about to be asked of a processor. Committed whole (with its challenge spent) or not at all. */
export interface PaymentIntent {
  merchantId: string;
  sessionId: string;
  generation: number;
  revision: number;
  requestId: string;
  challengeId: string;
  challengeExpiresAt: Date;
  paymentId: string;
  attemptId: string;
  eventId: string;
  paymentToken: string;
  recordNumber: string;
  amountMinor: number;
  /** By the rule of the card that was opened. */
  feeMinor: number;
  totalMinor: number;
  currency: Currency;
  processor: string;
  method: MaskedMethod;
  /** What the vault will store, or the saved card that it has stored before. */
  card: StoredCard | { token: string; paymentMethodId: string };
  checks: HistoryChecks | null;
  metadata: Metadata;
  actor: Actor;
  /** When reconciliation looks for an attempt whose outcome nobody recorded. */
  checkAfter: Date;
  now: Date;
}

/** A payment by a saved method that no session and no shopper speak for. */
export interface ChargeIntent extends PaymentScope {
  paymentMethodId: string;
  customerId: string | null;
  requestId: string;
  paymentId: string;
  attemptId: string;
  eventId: string;
  paymentToken: string;
  recordNumber: string;
  reference: string | null;
  amountMinor: number;
  feeMinor: number;
  feeMode: FeeMode;
  totalMinor: number;
  currency: Currency;
  capture: CaptureMethod;
  processor: string;
  checks: HistoryChecks | null;
  metadata: Metadata;
  actor: Actor;
  checkAfter: Date;
  now: Date;
}

export type ChargeVerdict =
  | { type: 'begun' | 'repeated'; payment: PaymentRecord }
  | { type: 'payment_method_revoked' | 'duplicate_payment' | 'card_velocity' };

export type IntentVerdict =
  | { type: 'begun'; payment: PaymentRecord }
  /** This request id was answered before; here is its payment as it stands. */
  | { type: 'repeated'; payment: PaymentRecord }
  | { type: 'payment_in_flight' | 'payment_in_doubt' | 'already_paid'; payment: PaymentRecord }
  | { type: 'session_closed' | 'too_many_attempts' | 'amount_changed' | 'challenge_replayed' }
  | { type: 'duplicate_payment' | 'card_velocity' | 'network_velocity' };

/** One move of a payment, decided upon `expectedVersion`. Event, audit row and outbox row commit with it. */
export interface PaymentMove {
  paymentId: string;
  expectedVersion: number;
  patch: {
    status?: PaymentStatus;
    authorizedMinor?: number;
    capturedMinor?: number;
    refundedMinor?: number;
    pendingOperation?: PendingOperationRecord | null;
    action?: PendingActionRecord | null;
    /** The processor that is asked from now on. */
    processor?: string;
    processorReference?: string;
    networkTransactionId?: string;
    declineCode?: DeclineCode;
    returnCode?: string;
    authorizationExpiresAt?: Date;
  };
  /** A move may finish one attempt and begin the next; the finished one is written first. */
  beginAttempt?: {
    id: string;
    /** `authorize` where another processor is asked, because the one before decided upon nothing. */
    type: AttemptType;
    amountMinor: number;
    checkAfter: Date;
    requestId: string | null;
    refundId?: string;
    /** The part of the fee that returns to the merchant once the refund succeeds. */
    refundFeeMinor?: number;
    reason?: string | null;
  };
  finishAttempt?: {
    id: string;
    type: AttemptType;
    state: AttemptState;
    reason?: string | null;
    processorReference?: string | null;
    checkAfter?: Date | null;
    refundStatus?: string;
  };
  sessionStatus?: 'open' | 'processing' | 'completed';
  event: { id: string; type: string; amountMinor: number | null; detail: string | null };
  actor: Actor;
  requestId: string | null;
  now: Date;
}

export type MoveVerdict =
  | { type: 'committed'; payment: PaymentRecord }
  | { type: 'version_changed'; payment: PaymentRecord }
  | { type: 'not_found' };

export interface PaymentScope {
  merchantId: string;
  mode: Mode;
}

export interface PaymentFilter {
  statuses?: PaymentStatus[];
  recordNumber?: string;
  reference?: string;
  sessionId?: string;
  customerId?: string;
  method?: PaymentMethodType;
  brand?: CardBrand;
  last4?: string;
  currency?: Currency;
  metadata?: Metadata;
  createdFrom?: Date;
  createdTo?: Date;
  amountMin?: number;
  amountMax?: number;
}

/** Keyset page: newest first; after or before a known id. */
export interface PageRequest {
  limit: number;
  startingAfter?: string;
  endingBefore?: string;
}

export interface Page<T> {
  items: T[];
  hasMore: boolean;
}

export interface DaySummary {
  date: string;
  attempts: number;
  approved: number;
  volumeMinor: number;
}

export interface SummaryRequest {
  /** Midnight, UTC, of the first day. */
  from: Date;
  /** Midnight, UTC, behind the last day. */
  until: Date;
  /** Counts stop here. */
  countCap: number;
}

export interface PaymentFigures {
  /** By currency, the most frequent first; days in order. */
  currencies: { currency: Currency; days: DaySummary[] }[];
  counts: Partial<Record<PaymentStatus, number>>;
}

/** When attempts are looked at again. */
export interface CheckSchedule {
  /** Where the outcome is missing, after so many looks. */
  nextCheck: (checks: number) => Date;
  /** Where a debit has settled and may still be returned; one that was begun before `settledSince` is looked at no more. */
  nextSettledCheck: Date;
  settledSince: Date;
}

/** What moving money asks of the database. */
export interface PaymentLedger {
  /**
   * Says that an intent is on its way, so that those that are ready wait a moment and share a commit with it. Call what this answers once the
   * way is over, whatever came of it.
   */
  expectIntent(): () => void;
  begin(intent: PaymentIntent): Promise<IntentVerdict>;
  /** The same for a charge to a saved method; a request that is repeated answers the payment that it made. */
  beginCharge(intent: ChargeIntent): Promise<ChargeVerdict>;
  commit(move: PaymentMove): Promise<MoveVerdict>;
  /** For the engine's own jobs, which act for every merchant. */
  load(id: string): Promise<PaymentRecord | null>;
  /** Claims attempts that are due for a look (those without an outcome, and settled debits), and puts their next look off. */
  claimDueAttempts(now: Date, limit: number, schedule: CheckSchedule): Promise<AttemptRecord[]>;
  /** Authorized payments whose authorization ran out before `now`, with no operation under way. */
  listLapsed(now: Date, limit: number): Promise<PaymentRecord[]>;
}

/** The ledger, and what is shown of it. */
export interface PaymentRepository extends PaymentLedger {
  /** Somebody else's payment is null, exactly like one that does not exist. */
  find(id: string, scope: PaymentScope): Promise<PaymentRecord | null>;
  /** The payment that a request of this session made or moved, as it stands now. */
  findByRequest(sessionId: string, requestId: string): Promise<PaymentRecord | null>;
  /** Whether a request has begun an operation of this payment: the payment as it stands now, or null. */
  findByOperation(paymentId: string, requestId: string): Promise<PaymentRecord | null>;
  /** The payment that a request made of a saved method. */
  findByCharge(requestId: string, scope: PaymentScope): Promise<PaymentRecord | null>;
  list(scope: PaymentScope, filter: PaymentFilter, page: PageRequest): Promise<Page<PaymentRecord>>;
  events(paymentId: string): Promise<PaymentEventRecord[]>;
  summarize(scope: PaymentScope, request: SummaryRequest): Promise<PaymentFigures>;
}
