import type { Session } from '@fieldfare/node';

/** Where an order stands, as its page shows it. */
export type PayState =
  | { step: 'pay'; lastDecline: string | null }
  | { step: 'processing' }
  | { step: 'done'; status: string; recordNumber: string | null }
  | { step: 'over' };

/** Reads an order's state from its session. A declined payment leaves the session open; every other one decides it. */
export function payState({ status, payment }: Pick<Session, 'status' | 'payment'>): PayState {
  const isSettled = payment !== null && payment.status !== 'declined';
  if (status === 'processing' && (payment === null || payment.status === 'processing' || payment.status === 'declined'))
    return { step: 'processing' };
  if (isSettled)
    return payment.status === 'processing'
      ? { step: 'processing' }
      : { step: 'done', status: payment.status, recordNumber: payment.record_number };
  if (status === 'open') return { step: 'pay', lastDecline: payment?.decline_code ?? null };
  return { step: 'over' };
}
