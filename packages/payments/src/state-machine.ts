import type { PaymentStatus } from '@fieldfare/protocol';

/** Every legal move of a payment's status, from what to what. A status may always stay as it is while an operation comes and goes. */
export const LEGAL_MOVES: Record<PaymentStatus, readonly PaymentStatus[]> = {
  processing: ['requires_action', 'authorized', 'declined', 'unknown'],
  requires_action: ['authorized', 'declined', 'unknown', 'canceled'],
  unknown: ['authorized', 'declined', 'requires_action'],
  authorized: ['captured', 'pending', 'canceled', 'expired'],
  pending: ['captured', 'failed'],
  captured: ['partially_refunded', 'refunded', 'failed'],
  partially_refunded: ['partially_refunded', 'refunded', 'captured', 'failed'],
  refunded: ['partially_refunded', 'captured', 'failed'],
  canceled: [],
  declined: [],
  // It expires by its date; that it had been captured at the processor may be heard of later.
  expired: ['captured'],
  failed: [],
};

/** Throws a RangeError for a move that the table does not have: that is a defect of ours, never an outcome. */
export function assertLegalMove(from: PaymentStatus, to: PaymentStatus): void {
  if (from !== to && !LEGAL_MOVES[from].includes(to)) throw new RangeError(`a payment cannot go from ${from} to ${to}`);
}
