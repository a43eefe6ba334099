const MADE_ANEW = 'The session token was used already. Pass a function as `session` that fetches a new one.';

const MESSAGES: Readonly<Record<string, string>> = {
  invalid_token: 'The session token is not valid. Pass the pt_token of a session.',
  token_expired: 'The session token has expired. Reload the page.',
  token_unknown_key: 'The session token is no longer valid. Reload the page.',
  token_used: MADE_ANEW,
  session_already_hosted: MADE_ANEW,
  origin_mismatch: 'The session token was made for another origin than this page.',
  merchant_mismatch: 'The session token belongs to another merchant than these fields.',
  key_revoked: 'The API key that made this session was revoked.',
  merchant_disabled: 'This merchant cannot take payments at present.',
  new_generation: 'This checkout was opened in another place. Continue there, or reload the page.',
  expired: 'This session has expired. Start again.',
  session_closed: 'This session is closed. Reload the page.',
  origin_removed: 'This page may no longer take payments for the merchant.',
  protocol_unsupported: 'This page is too old for the payment server. Reload the page.',
};

/** What a page shows when the server refuses its session; the detail stays the same in every language. */
export function refusalMessage(detail: string): string {
  return MESSAGES[detail] ?? 'The payment server refused this session. Reload the page.';
}
