import { FieldfareError } from '@fieldfare/protocol';
import type { IntentVerdict } from './ports/payment-repository.ts';
import type { PaymentRecord } from './records.ts';

/** The payment that an intent became or had become before; throws what the payer is told where it became none. */
export function paymentOfVerdict(verdict: IntentVerdict): PaymentRecord {
  if (verdict.type === 'begun' || verdict.type === 'repeated') return verdict.payment;
  throw refusalOf(verdict.type);
}

/** What the payer is told of an intent that was refused. */
export function refusalOf(type: Exclude<IntentVerdict['type'], 'begun' | 'repeated'>): FieldfareError {
  switch (type) {
    case 'payment_in_flight':
      return new FieldfareError('conflict', {
        detail: 'payment_in_flight',
        audience: 'payer',
        message: 'A payment is already being processed.',
      });
    case 'payment_in_doubt':
      return new FieldfareError('conflict', {
        detail: 'payment_in_doubt',
        audience: 'payer',
        message: 'The bank has not answered yet. You have not been charged twice; please do not pay again.',
      });
    case 'already_paid':
      return new FieldfareError('conflict', {
        detail: 'already_paid',
        audience: 'payer',
        message: 'This order is already paid.',
      });
    case 'session_closed':
      return new FieldfareError('conflict', {
        detail: 'session_closed',
        audience: 'payer',
        message: 'This checkout has ended. Reload the page to start again.',
      });
    case 'too_many_attempts':
      return new FieldfareError('rate_limited', {
        detail: 'too_many_attempts',
        audience: 'payer',
        message: 'There were too many attempts. Please contact the shop.',
      });
    case 'amount_changed':
      return new FieldfareError('conflict', {
        detail: 'amount_changed',
        audience: 'payer',
        message: 'The amount has changed. Please look at the new total and try again.',
      });
    case 'duplicate_payment':
      return new FieldfareError('conflict', {
        detail: 'duplicate_payment',
        audience: 'payer',
        message: 'You paid the same amount with this card a moment ago. Wait a little if you mean to pay again.',
      });
    case 'card_velocity':
      return new FieldfareError('rate_limited', {
        detail: 'card_velocity',
        audience: 'payer',
        message: 'This card was tried too often. Please try again later, or use another card.',
      });
    case 'network_velocity':
      return new FieldfareError('rate_limited', {
        detail: 'network_velocity',
        audience: 'payer',
        message: 'There were too many attempts from your network. Please try again later.',
      });
    case 'challenge_replayed':
      return new FieldfareError('permission_denied', {
        detail: 'challenge_replayed',
        message: 'This challenge was spent before. Ask for a new one.',
      });
  }
}
