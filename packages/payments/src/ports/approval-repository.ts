import type { ApprovalAction, ApprovalStatus, Currency } from '@fieldfare/protocol';
import type { Actor } from '../records.ts';
import type { Page, PageRequest, PaymentScope } from './payment-repository.ts';

export interface ApprovalRecord {
  id: string;
  merchantId: string;
  paymentId: string;
  action: ApprovalAction;
  /** As the action takes it: net of the service fee for a confirm. */
  amountMinor: number;
  currency: Currency;
  reason: string | null;
  status: ApprovalStatus;
  requestedBy: Actor;
  decidedBy: Actor | null;
  note: string | null;
  decidedAt: Date | null;
  carriedOutAt: Date | null;
  failureCode: string | null;
  expiresAt: Date;
  createdAt: Date;
}

export interface NewApproval extends PaymentScope {
  id: string;
  paymentId: string;
  action: ApprovalAction;
  amountMinor: number;
  currency: Currency;
  reason: string | null;
  requestedBy: Actor;
  requestId: string | null;
  expiresAt: Date;
  now: Date;
}

export interface Decision {
  id: string;
  scope: PaymentScope;
  status: 'approved' | 'denied';
  decidedBy: Actor;
  note: string | null;
  requestId: string;
  now: Date;
}

export type DecisionVerdict =
  | { type: 'decided' | 'not_pending' | 'expired' | 'own_request'; approval: ApprovalRecord }
  | { type: 'not_found' };

export interface ApprovalFilter {
  status?: ApprovalStatus;
  paymentId?: string;
}

/** Approvals. Every change commits with its audit row and its push to the merchant's room. */
export interface ApprovalRepository {
  /** Opens it, or answers the one that is pending for the same payment and action. */
  open(approval: NewApproval): Promise<{ type: 'opened' | 'pending'; approval: ApprovalRecord }>;
  /** One conditional write: of two decisions at the same moment the second finds nothing pending. */
  decide(decision: Decision): Promise<DecisionVerdict>;
  /** Notes that it was tried, and why it could not be done; the first note stays. */
  finish(id: string, failureCode: string | null, now: Date): Promise<ApprovalRecord | null>;
  /** Whether an attempt on the payment carries this request id. */
  wasBegun(paymentId: string, requestId: string): Promise<boolean>;
  /** Approved before `before` and not carried out: whoever approved it died on the way. */
  listLeftBehind(before: Date, limit: number): Promise<ApprovalRecord[]>;
  /** Ends those whose time ran out. Returns how many. */
  expire(now: Date, limit: number): Promise<number>;
  find(id: string, scope: PaymentScope): Promise<ApprovalRecord | null>;
  list(scope: PaymentScope, filter: ApprovalFilter, page: PageRequest): Promise<Page<ApprovalRecord>>;
}
