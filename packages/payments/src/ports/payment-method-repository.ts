import type { MaskedMethod, Mode } from '@fieldfare/protocol';
import type { Actor } from '../records.ts';
import type { StoredCard } from './card-vault.ts';
import type { ChangeNote } from './customer-repository.ts';
import type { Page, PageRequest, PaymentScope } from './payment-repository.ts';

/** A saved card or bank account, without the vault's own name for it. */
export interface PaymentMethodRecord {
  id: string;
  merchantId: string;
  mode: Mode;
  customerId: string | null;
  /** Null where it was imported from another vault. */
  sessionId: string | null;
  method: MaskedMethod;
  status: 'active' | 'revoked';
  createdAt: Date;
  revokedAt: Date | null;
}

/** A processor's account that keeps a saved card, and since when. */
export interface ProcessorKeeping {
  processor: string;
  keptAt: Date;
}

/** A saved method about to be charged: with the vault's own name for it, and what the networks and the history know it by. */
export interface ChargeableMethod extends PaymentMethodRecord {
  token: string;
  fingerprint: Buffer;
  networkTransactionId: string | null;
}

/** A method about to be saved. Committed whole (with its challenge spent and its card stored) or not at all. */
export interface PaymentMethodIntent {
  id: string;
  merchantId: string;
  sessionId: string;
  generation: number;
  revision: number;
  requestId: string;
  challengeId: string;
  challengeExpiresAt: Date;
  stored: StoredCard;
  actor: Actor;
  now: Date;
}

export type SaveVerdict =
  | { type: 'saved' | 'repeated'; paymentMethod: PaymentMethodRecord }
  | { type: 'payment_in_flight' | 'session_closed' | 'too_many_attempts' | 'amount_changed' | 'challenge_replayed' };

/** Somebody else's method is null, exactly like one that does not exist. */
export interface PaymentMethodRepository {
  save(intent: PaymentMethodIntent): Promise<SaveVerdict>;
  find(id: string, scope: PaymentScope): Promise<PaymentMethodRecord | null>;
  /** What a request of this session saved. */
  findByRequest(sessionId: string, requestId: string): Promise<PaymentMethodRecord | null>;
  findChargeable(id: string, scope: PaymentScope): Promise<ChargeableMethod | null>;
  /** Who keeps each of these methods, oldest first; a method that nobody keeps is left out. */
  keepersOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ProcessorKeeping[]>>;
  list(
    scope: PaymentScope,
    filter: { customerId?: string; sessionId?: string },
    page: PageRequest,
  ): Promise<Page<PaymentMethodRecord>>;
  /** Shreds the vault's key of it and says so, in one transaction. Again changes nothing. */
  revoke(id: string, scope: PaymentScope, note: ChangeNote): Promise<PaymentMethodRecord | null>;
}
