import type { DeclineCode } from '@fieldfare/protocol';

/** Braintree's processor response codes in our words (its reference, "Authorization responses"). What is not listed is a plain decline. */
const RESPONSES: Readonly<Record<string, DeclineCode>> = {
  '2001': 'insufficient_funds',
  '2002': 'amount_limit',
  '2003': 'amount_limit',
  '2004': 'expired_card',
  '2006': 'expired_card',
  '2010': 'incorrect_cvc',
  '2012': 'suspected_fraud',
  '2013': 'suspected_fraud',
  '2014': 'suspected_fraud',
  '2015': 'not_permitted',
  '2019': 'not_permitted',
  '2020': 'suspected_fraud',
  '2021': 'suspected_fraud',
  '2047': 'suspected_fraud',
  '2053': 'suspected_fraud',
  '2057': 'not_permitted',
  '2059': 'incorrect_zip',
  '2060': 'incorrect_cvc',
  '2064': 'not_permitted',
  '2099': 'authentication_failed',
};

/** Why Braintree's own rules rejected a transaction; the merchant sets those of AVS and CVV in its control panel. */
const REJECTIONS: Readonly<Record<string, DeclineCode>> = {
  avs: 'incorrect_zip',
  avs_and_cvv: 'incorrect_cvc',
  cvv: 'incorrect_cvc',
  fraud: 'suspected_fraud',
  risk_threshold: 'suspected_fraud',
  three_d_secure: 'authentication_failed',
};

const NETWORK_FAILURE = /^3\d{3}$/;

/** Braintree's own rejection decides where there is one; the bank's answer otherwise. */
export function declineCodeOf(reply: {
  processorResponseCode?: string | null | undefined;
  gatewayRejectionReason?: string | null | undefined;
}): DeclineCode {
  const { processorResponseCode: response, gatewayRejectionReason: rejection } = reply;
  if (rejection) return REJECTIONS[rejection] ?? 'card_declined';
  if (response && NETWORK_FAILURE.test(response)) return 'processing_error';
  return RESPONSES[response ?? ''] ?? 'card_declined';
}
