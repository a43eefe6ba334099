import type { PaymentStatus } from '@fieldfare/protocol';
import type { Tone } from './badge.tsx';

export interface StatusWords {
  label: string;
  tone: Tone;
  /** What it means for the merchant, in a sentence. */
  meaning: string;
}

/** The one table that names payment statuses for people. */
export const PAYMENT_STATUS_WORDS: Record<PaymentStatus, StatusWords> = {
  processing: { label: 'Processing', tone: 'calm', meaning: 'The processor is being asked to authorize it.' },
  requires_action: {
    label: 'Requires action',
    tone: 'warn',
    meaning: 'The shopper must still prove who they are to their bank.',
  },
  authorized: {
    label: 'Authorized',
    tone: 'calm',
    meaning: 'The money is held. Confirm it to collect, or cancel it to let go.',
  },
  captured: { label: 'Captured', tone: 'good', meaning: 'The money was collected.' },
  canceled: { label: 'Canceled', tone: 'plain', meaning: 'The hold was released and nothing was collected.' },
  declined: { label: 'Declined', tone: 'bad', meaning: 'The bank said no. Nothing was held.' },
  expired: { label: 'Expired', tone: 'plain', meaning: 'The hold ran out before it was confirmed.' },
  failed: { label: 'Failed', tone: 'bad', meaning: 'The bank returned the payment.' },
  pending: { label: 'Pending', tone: 'warn', meaning: 'The bank transfer is on its way. Its outcome takes days.' },
  unknown: {
    label: 'Unknown',
    tone: 'warn',
    meaning: 'The processor did not answer in time. It is being asked what happened.',
  },
  partially_refunded: { label: 'Partially refunded', tone: 'plain', meaning: 'Part of what was collected went back.' },
  refunded: { label: 'Refunded', tone: 'plain', meaning: 'All of what was collected went back.' },
};
