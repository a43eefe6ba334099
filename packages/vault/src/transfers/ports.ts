import type { MaskedMethod, SealingPublicJwk } from '@fieldfare/protocol';
import type { SealedCard, VaultActor } from '../ports.ts';
import type { SavedMethod } from './transfer-file.ts';

export type TransferDirection = 'export' | 'import';
export type TransferState = 'requested' | 'approved' | 'running' | 'finished' | 'canceled' | 'expired';

/** Cards of one merchant that leave for another vault, or come from one. */
export interface Transfer {
  id: string;
  direction: TransferDirection;
  merchantId: string;
  state: TransferState;
  /** An export signs with it, an import is sealed to it. */
  ownPublic: SealingPublicJwk;
  /** Its private part, sealed by the KMS; null when the transfer is over. */
  ownWrapped: Buffer | null;
  /** The key that an export is sealed to; an import has none. */
  peerPublic: SealingPublicJwk | null;
  /** RFC 7638, of the other vault's key: asked for with an export, stated at the approval of an import. */
  peerThumbprint: string | null;
  maxRows: number;
  rows: number;
  /** Ids of users. */
  requestedBy: string;
  requestedAt: Date;
  approvedBy: string | null;
  notBefore: Date | null;
  expiresAt: Date | null;
  endedAt: Date | null;
}

/** The private key of a transfer that is not over, as it is wrapped. */
export interface TransferKey {
  id: string;
  direction: TransferDirection;
  wrapped: Buffer;
}

export type NewTransfer = Pick<
  Transfer,
  'id' | 'direction' | 'merchantId' | 'ownPublic' | 'peerPublic' | 'peerThumbprint' | 'maxRows' | 'requestedBy'
> & { ownWrapped: Buffer };

export interface CardToExport extends SealedCard {
  createdAt: Date;
  /** Null where its holder did not save it, or had it forgotten. */
  saved: SavedMethod | null;
}

export interface CardToImport extends CardToExport {
  fingerprint: Buffer;
  masked: MaskedMethod;
}

/** `taken`: its token, its payment method's id or its customer's names something else here, which stays as it is. */
export type ImportOutcome = 'imported' | 'already_there' | 'taken';

/** The database holds the rules: two different administrators who still are that, the delay, the row limit, the audit rows. */
export interface TransferStore {
  request(transfer: NewTransfer): Promise<'requested' | 'not_admin' | 'merchant_not_found' | 'row_limit_refused'>;
  /** `approved_now`, or why not; a state is the one that it is in already. */
  approve(
    id: string,
    thumbprint: string,
    userId: string,
  ): Promise<
    'approved_now' | 'not_found' | 'not_admin' | 'same_person' | 'person_left' | 'thumbprint_mismatch' | TransferState
  >;
  cancel(id: string, userId: string): Promise<'canceled_now' | 'not_found' | 'not_admin' | TransferState>;
  /** `running`, or why not. */
  start(id: string): Promise<'not_found' | 'too_early' | 'person_left' | 'too_many_rows' | TransferState>;
  /** The next cards of a running export, in the order of their tokens. */
  exportCards(id: string, afterToken: string, limit: number): Promise<CardToExport[]>;
  /** Stores cards of a running import, each with its payment method and customer where it has them; what became of each, by token; null where it is not running any more. Throws `conflict` / `too_many_rows` and stores none. */
  importCards(id: string, cards: readonly CardToImport[]): Promise<Map<string, ImportOutcome> | null>;
  finish(id: string, cards: number): Promise<boolean>;
  find(id: string): Promise<Transfer | null>;
  list(direction: TransferDirection, limit: number): Promise<Transfer[]>;
  listKeys(): Promise<TransferKey[]>;
  replaceWrapped(id: string, from: Buffer, to: Buffer, actor: VaultActor): Promise<boolean>;
}
