import { DeclineCode } from '@fieldfare/protocol';

/** Decline codes for the merchant's staff: what happened, and what may help. */
const DECLINE_WORDS: Record<DeclineCode, string> = {
  card_declined: 'The bank declined the card without saying why. The shopper can ask their bank or use another card.',
  insufficient_funds: 'There was not enough money in the account.',
  expired_card: 'The card has expired.',
  incorrect_cvc: 'The security code was wrong.',
  incorrect_zip: 'The postal code is not the one that the bank knows. The shopper can correct it and try again.',
  processing_error: 'The bank or the card network had a fault. The shopper can try again.',
  not_permitted: 'The card may not be used for this kind of payment.',
  authentication_failed:
    'The bank wants proof of who is paying, and did not get it. Where a saved card was charged, ask its holder to pay once by themselves.',
  amount_limit: 'The amount is above what the card or the account allows.',
  suspected_fraud: 'The bank suspects fraud. Do not encourage another attempt with this card.',
};

export function declineWords(code: DeclineCode): string {
  return DECLINE_WORDS[code];
}

/** An event's detail as a sentence: a decline code in words, anything else as it was written. */
export function detailWords(detail: string): string {
  const code = DeclineCode.safeParse(detail);
  if (code.success) return declineWords(code.data);
  return /^[a-z]+(_[a-z]+)+$/.test(detail) ? detail.replaceAll('_', ' ') : detail;
}
