import type { RefundRecord } from '../records.ts';
import type { Page, PageRequest, PaymentScope } from './payment-repository.ts';

export interface RefundFilter {
  paymentId?: string;
}

/** What is shown of refunds. They are written by the moves of their payments. */
export interface RefundRepository {
  /** Somebody else's refund is null, exactly like one that does not exist. */
  find(id: string, scope: PaymentScope): Promise<RefundRecord | null>;
  /** The refund that a request began. */
  findByRequest(paymentId: string, requestId: string): Promise<RefundRecord | null>;
  list(scope: PaymentScope, filter: RefundFilter, page: PageRequest): Promise<Page<RefundRecord>>;
}
