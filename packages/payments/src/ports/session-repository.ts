import type { Actor, HostKeys, MerchantProfile, PaymentRecord, SessionRecord } from '../records.ts';
import type { PaymentScope } from './payment-repository.ts';

export interface SessionWithPayment {
  session: SessionRecord;
  payment: PaymentRecord | null;
}

export type PinVerdict =
  | { type: 'pinned'; session: SessionRecord; payment: PaymentRecord | null }
  | { type: 'session_already_hosted' | 'session_closed' };

export type GenerationVerdict =
  | { type: 'renewed'; session: SessionRecord; payment: PaymentRecord | null }
  | { type: 'payment_in_flight'; payment: PaymentRecord }
  | { type: 'session_closed' | 'not_found' };

export interface SessionRepository {
  insert(session: SessionRecord): Promise<void>;
  find(id: string, scope: PaymentScope): Promise<SessionWithPayment | null>;
  load(id: string): Promise<SessionWithPayment | null>;
  /** Binds the session's generation to its first host's keys; the same keys again are no second host. */
  pinHost(sessionId: string, generation: number, keys: HostKeys, now: Date): Promise<PinVerdict>;
  /**
   * Writes what may change of an open session, if it is still at the revision before the one given; true where it was. Session event and
   * audit row commit with it.
   */
  update(session: SessionRecord, by: { actor: Actor; requestId: string; now: Date }): Promise<boolean>;
  /** A new generation closes the old host; refused while a payment is in flight. */
  renew(id: string, scope: PaymentScope, now: Date): Promise<GenerationVerdict>;
  /** Ends an open session; true where it was open. */
  expire(id: string, scope: PaymentScope, now: Date): Promise<boolean>;
  /** Ends every open session whose time ran out; returns how many. */
  expireLapsed(now: Date, limit: number): Promise<number>;
}

export interface MerchantDirectory {
  profile(merchantId: string): Promise<MerchantProfile | null>;
}
