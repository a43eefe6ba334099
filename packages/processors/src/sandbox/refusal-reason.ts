const REASONS: Readonly<Record<string, string>> = {
  authorization_not_found: 'The bank knows no such authorization.',
  currency_mismatch: 'The authorization is in another currency.',
  amount_too_small: 'The amount must be at least one minor unit.',
  amount_too_large: 'The amount is more than what is left.',
  authorization_voided: 'The authorization was voided.',
  authorization_expired: 'The authorization has expired.',
  already_captured: 'The authorization was captured before.',
  authorization_revoked: 'The cardholder’s bank has taken the authorization back.',
  account_closed: 'The account behind the card is closed, so nothing can be returned to it.',
  not_captured: 'Nothing was captured that could be refunded.',
};

/** Why the bank refused an operation, as the payment's timeline shows it. */
export function refusalReason(code: string): string {
  return REASONS[code] ?? `The bank refused it (${code}).`;
}
