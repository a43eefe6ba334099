import type { DisputeStatus } from '@fieldfare/protocol';
import type { DisputeRecord } from '../records.ts';
import type { Page, PageRequest, PaymentScope } from './payment-repository.ts';
import type { ProcessorDispute } from './processor.ts';

export interface DisputeFilter {
  paymentId?: string;
  status?: DisputeStatus;
}

export interface NewDispute extends ProcessorDispute {
  id: string;
  eventId: string;
  processor: string;
}

/** Disputes, and how they come to be: dispute, flag, event, audit row, outbox row and postings in one transaction. */
export interface DisputeRepository {
  /** `known` where nothing changed; what was decided stays decided. */
  record(dispute: NewDispute, now: Date): Promise<'recorded' | 'known' | 'payment_not_found'>;
  find(id: string, scope: PaymentScope): Promise<DisputeRecord | null>;
  list(scope: PaymentScope, filter: DisputeFilter, page: PageRequest): Promise<Page<DisputeRecord>>;
}
