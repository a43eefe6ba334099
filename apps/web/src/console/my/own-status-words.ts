import type { OwnPayment, PaymentStatus } from '@fieldfare/protocol';

type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'plain';

/** The one table that names payment statuses for those who paid. */
const WORDS: Record<PaymentStatus, { label: string; tone: Tone; meaning: string }> = {
  processing: { label: 'Being checked', tone: 'calm', meaning: 'Your bank is being asked.' },
  requires_action: {
    label: 'Waiting for you',
    tone: 'warn',
    meaning: 'Your bank wants you to confirm it at the checkout.',
  },
  authorized: { label: 'Reserved', tone: 'calm', meaning: 'The money is reserved, and not taken yet.' },
  captured: { label: 'Paid', tone: 'good', meaning: 'The money was taken.' },
  canceled: { label: 'Canceled', tone: 'plain', meaning: 'Nothing was taken. Your bank releases what was reserved.' },
  declined: { label: 'Declined', tone: 'bad', meaning: 'Your bank said no. Nothing was taken.' },
  expired: { label: 'Released', tone: 'plain', meaning: 'Nothing was taken. The reservation has run out.' },
  failed: { label: 'Returned', tone: 'bad', meaning: 'Your bank returned the payment.' },
  pending: { label: 'On its way', tone: 'warn', meaning: 'The bank transfer is on its way.' },
  unknown: {
    label: 'Being looked up',
    tone: 'warn',
    meaning: 'Your bank did not answer in time. Do not pay again: it is being asked.',
  },
  partially_refunded: { label: 'Partly refunded', tone: 'plain', meaning: 'A part of it came back to you.' },
  refunded: { label: 'Refunded', tone: 'plain', meaning: 'All of it came back to you.' },
};

export function ownStatusWords({ status }: Pick<OwnPayment, 'status'>) {
  return WORDS[status];
}
