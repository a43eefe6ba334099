import type { Metadata, Mode } from '@fieldfare/protocol';
import type { Actor } from '../records.ts';
import type { Page, PageRequest, PaymentScope } from './payment-repository.ts';

export interface CustomerRecord {
  id: string;
  merchantId: string;
  mode: Mode;
  name: string | null;
  email: string | null;
  reference: string | null;
  metadata: Metadata;
  createdAt: Date;
  updatedAt: Date;
}

export type CustomerChanges = Partial<Pick<CustomerRecord, 'name' | 'email' | 'reference' | 'metadata'>>;

/** Who changed a customer, and for which request. */
export interface ChangeNote {
  actor: Actor;
  requestId: string | null;
  now: Date;
}

/** Each change commits with its audit row. Somebody else's customer is null, exactly like one that does not exist. */
export interface CustomerRepository {
  insert(customer: CustomerRecord, note: ChangeNote): Promise<void>;
  /** Changes what is stored at that moment: of two changes at once the second one builds upon the first. */
  update(
    id: string,
    scope: PaymentScope,
    change: (known: CustomerRecord) => CustomerChanges,
    note: ChangeNote,
  ): Promise<CustomerRecord | null>;
  find(id: string, scope: PaymentScope): Promise<CustomerRecord | null>;
  list(
    scope: PaymentScope,
    filter: { email?: string; reference?: string },
    page: PageRequest,
  ): Promise<Page<CustomerRecord>>;
}
