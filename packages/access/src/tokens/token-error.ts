import { FieldfareError } from '@fieldfare/protocol';

const MESSAGES = {
  token_malformed: 'The token is not one of ours, or a part of it is missing.',
  token_wrong_kind: 'The token is of another kind than this place takes.',
  token_wrong_audience: 'The token is meant for another place than this one.',
  token_unknown_key: 'The token was signed by a key that this installation does not have, or no longer.',
  token_bad_signature: 'The token was changed since it was signed.',
  token_claims_invalid: 'The token does not say what a token of its kind must.',
  token_wrong_issuer: 'The token was issued by another installation.',
  token_not_yet_valid: 'The token is dated in the future.',
  token_expired: 'The token has expired. Get a new one.',
} as const;

export type TokenFailure = keyof typeof MESSAGES;

/** What every refused token becomes. The message never quotes the token. */
export function tokenError(detail: TokenFailure): FieldfareError {
  return new FieldfareError('authentication_error', { detail, message: MESSAGES[detail] });
}
