import type { CallError, CallResult, PaymentResult, PaymentUpdate } from '@fieldfare/protocol';
import type { Words } from '../words/words.ts';
import { RequestError } from './request-error.ts';

/** The vault's names for what the fields check as well, and say by another code. */
const SAID_AS: Readonly<Record<string, string>> = {
  card_number_invalid: 'number_invalid',
  card_expired: 'expiry_past',
  card_expiry_invalid: 'expiry_invalid',
  cvc_length_invalid: 'cvc_incomplete',
};

/** What the page is answered where no payment came of a call. `in doubt` is never called an error: the shopper may have been charged. */
export function failedResult(error: unknown, words: Words): CallResult {
  const known =
    error instanceof RequestError ? error : new RequestError('system_error', 'unexpected', words.say('unexpected'));
  const { code, detail, message } = known;
  return {
    status: known.isInDoubt ? 'unknown' : 'error',
    payment: null,
    error: callError(code, detail, words.say(SAID_AS[detail] ?? detail, {}, message)),
  };
}

export function callError(code: string, detail: string, message: string, frame: string | null = null): CallError {
  return { code, detail, message, frame };
}

export function paymentResult(payment: PaymentResult, words: Words): CallResult {
  const isDeclined = payment.status === 'declined';
  const detail = payment.decline_code ?? 'card_declined';
  return {
    status: payment.status,
    payment,
    error: isDeclined ? callError('declined', detail, words.say(detail, {}, words.say('card_declined'))) : null,
  };
}

/** The part of a result that every listener may have. */
export function updateOf(result: PaymentResult): PaymentUpdate {
  const { payment_token: _token, record_number: _record, action: _action, ...update } = result;
  return update;
}
