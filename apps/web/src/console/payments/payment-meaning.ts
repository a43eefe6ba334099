import type { Payment } from '@fieldfare/protocol';
import { PAYMENT_STATUS_WORDS } from '@fieldfare/ui';

/** What a payment's state means for the merchant. What a bank took back in a dispute changes no status, and is said beside it. */
export function paymentMeaning({
  status,
  captured_minor: capturedMinor,
  dispute_lost_minor: lostMinor,
}: Pick<Payment, 'status' | 'captured_minor' | 'dispute_lost_minor'>): string {
  const { meaning } = PAYMENT_STATUS_WORDS[status];
  if (lostMinor === 0) return meaning;
  return `${meaning} ${lostMinor === capturedMinor ? 'All' : 'Part'} of it was lost in a dispute.`;
}
