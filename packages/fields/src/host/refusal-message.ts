const MADE_ANEW = 'The session token was used already. Pass a function as `session` that fetches a new one.';

const MESSAGES: Readonly<Record<string, string>> = {
  invalid_token: 'The session token is not valid. Pass the pt_token of a session.',
  token_expired: 'The session token has expired. Reload the page.',
  token_unknown_key: 'The session token is no longer valid. Reload the page.',
  token_used: MADE_ANEW,
  session_already_hosted: MADE_ANEW,
  origin_mismatch: 'The session token is of another origin.',
  merchant_mismatch: 'The session token is of another merchant.',
  key_revoked: 'The API key of this session was revoked.',
  merchant_disabled: 'This merchant takes no payments at present.',
  new_generation: 'This checkout was opened elsewhere. Continue there, or reload the page.',
  expired: 'This session has expired. Reload the page.',
  session_closed: 'This session is closed. Reload the page.',
  origin_removed: 'This page may no longer take payments.',
  protocol_unsupported: 'This page is too old. Reload the page.',
};

/** What a page shows when the server refuses its session; the detail stays the same in every language. */
export function refusalMessage(detail: string): string {
  return MESSAGES[detail] ?? 'This session was refused. Reload the page.';
}
