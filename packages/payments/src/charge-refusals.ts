import { FieldfareError } from '@fieldfare/protocol';
import type { ChargeVerdict } from './ports/payment-repository.ts';
import type { PaymentRecord } from './records.ts';

/** The payment that a charge became or had become before; throws what the merchant is told where it became none. */
export function chargeOfVerdict(verdict: ChargeVerdict): PaymentRecord {
  switch (verdict.type) {
    case 'begun':
    case 'repeated':
      return verdict.payment;
    case 'payment_method_revoked':
      throw methodRevoked();
    case 'duplicate_payment':
      throw new FieldfareError('conflict', {
        detail: 'duplicate_payment',
        message:
          'The same method was charged the same amount within the window of your profile (duplicate_window_seconds). Wait for its end if you mean to charge it again.',
      });
    case 'card_velocity':
      throw new FieldfareError('rate_limited', {
        detail: 'card_velocity',
        message: 'This card was tried more often than your profile lets (velocity.card). Try again later.',
      });
  }
}

export function methodNotFound(): FieldfareError {
  return new FieldfareError('not_found', {
    detail: 'payment_method_not_found',
    param: 'payment_method',
    message: 'There is no such payment method in this mode. GET /v1/payment_methods lists those that you have saved.',
  });
}

export function methodRevoked(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'payment_method_revoked',
    param: 'payment_method',
    message: 'This payment method was revoked and can be charged no more. Ask your customer for another one.',
  });
}

export function customerMismatch(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'customer_mismatch',
    param: 'customer',
    message: 'The payment method was saved for another customer. Leave customer out, or name the one it belongs to.',
  });
}

export function debitNotPossible(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'method_not_available',
    param: 'payment_method',
    message: 'This bank account cannot be debited: accounts are debited in USD, by a processor that takes bank debits.',
  });
}
