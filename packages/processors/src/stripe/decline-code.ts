import type { DeclineCode } from '@fieldfare/protocol';

/** Stripe's decline codes and error codes in our words (docs.stripe.com/declines/codes). What is not listed is a plain decline. */
const DECLINE_CODES: Readonly<Record<string, DeclineCode>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  invalid_expiry_month: 'expired_card',
  invalid_expiry_year: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  invalid_cvc: 'incorrect_cvc',
  incorrect_zip: 'incorrect_zip',
  processing_error: 'processing_error',
  issuer_not_available: 'processing_error',
  reenter_transaction: 'processing_error',
  try_again_later: 'processing_error',
  approve_with_id: 'processing_error',
  authentication_required: 'authentication_failed',
  payment_intent_authentication_failure: 'authentication_failed',
  card_velocity_exceeded: 'amount_limit',
  withdrawal_count_limit_exceeded: 'amount_limit',
  amount_too_large: 'amount_limit',
  card_not_supported: 'not_permitted',
  currency_not_supported: 'not_permitted',
  not_permitted: 'not_permitted',
  restricted_card: 'not_permitted',
  service_not_allowed: 'not_permitted',
  transaction_not_allowed: 'not_permitted',
  fraudulent: 'suspected_fraud',
  lost_card: 'suspected_fraud',
  merchant_blacklist: 'suspected_fraud',
  pickup_card: 'suspected_fraud',
  security_violation: 'suspected_fraud',
  stolen_card: 'suspected_fraud',
  stop_payment_order: 'suspected_fraud',
};

/** The more exact of Stripe's two codes decides. */
export function declineCodeOf(declineCode: string | undefined, code: string | undefined): DeclineCode {
  return DECLINE_CODES[declineCode ?? ''] ?? DECLINE_CODES[code ?? ''] ?? 'card_declined';
}
