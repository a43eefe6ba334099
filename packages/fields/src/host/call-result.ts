import type { CallError, CallResult, PaymentResult, PaymentUpdate } from '@fieldfare/protocol';
import { RequestError } from './request-error.ts';

/** What the page is answered where no payment came of a call. `in doubt` is never called an error: the shopper may have been charged. */
export function failedResult(error: unknown): CallResult {
  const known =
    error instanceof RequestError
      ? error
      : new RequestError('system_error', 'unexpected', 'Something went wrong on this page. Nothing was charged.');
  return {
    status: known.isInDoubt ? 'unknown' : 'error',
    payment: null,
    error: callError(known.code, known.detail, known.message),
  };
}

export function callError(code: string, detail: string, message: string, frame: string | null = null): CallError {
  return { code, detail, message, frame };
}

export function paymentResult(payment: PaymentResult, messages: DeclineMessages = DECLINE_MESSAGES): CallResult {
  const isDeclined = payment.status === 'declined';
  const detail = payment.decline_code ?? 'card_declined';
  return {
    status: payment.status,
    payment,
    error: isDeclined ? callError('declined', detail, messages[detail] ?? messages['card_declined'] ?? '') : null,
  };
}

/** The part of a result that every listener may have. */
export function updateOf({ payment_token: _token, record_number: _record, ...update }: PaymentResult): PaymentUpdate {
  return update;
}

export type DeclineMessages = Readonly<Record<string, string>>;

const DECLINE_MESSAGES: DeclineMessages = {
  card_declined: 'Your card was declined. Try another card, or ask your bank.',
  insufficient_funds: 'Your card has insufficient funds. Try another card.',
  expired_card: 'Your card has expired. Try another card.',
  incorrect_cvc: 'The security code is wrong. Check it and try again.',
  processing_error: 'The bank could not process your card. Nothing was charged; try again in a moment.',
  not_permitted: 'Your card does not allow this purchase. Try another card.',
  authentication_failed: 'Your bank could not confirm that it is you. Try again, or use another card.',
  amount_limit: 'The amount is over a limit of your card. Try another card.',
  suspected_fraud: 'Your card was declined. Try another card, or ask your bank.',
};
