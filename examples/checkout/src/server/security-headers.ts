export interface PolicyInput {
  nonce: string;
  fieldsOrigin: string;
}

/** The page's policy: scripts by nonce alone, frames from the fields origin alone. It is all that hosted fields need. */
export function securityHeaders({ nonce, fieldsOrigin }: PolicyInput): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `img-src 'self'`,
    `connect-src 'self' ${fieldsOrigin}`,
    `frame-src ${fieldsOrigin}`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'content-type': 'text/html; charset=utf-8',
    // A page with a session's token in it must not come out of a cache.
    'cache-control': 'no-store',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  };
}
