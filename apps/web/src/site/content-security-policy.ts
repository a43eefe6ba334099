export interface PolicyOptions {
  nonce: string;
  paymentsOrigin: string;
  webOrigin: string;
  /** `next dev` evaluates code and inlines styles; a build does neither. */
  isDevServer: boolean;
}

/** The policy of every page on the web origin: scripts only by nonce, connections only to us and the payment server. */
export function contentSecurityPolicy({ nonce, paymentsOrigin, webOrigin, isDevServer }: PolicyOptions): string {
  const socketOrigin = paymentsOrigin.replace(/^http/, 'ws');
  const directives = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevServer ? ` 'unsafe-eval'` : ''}`,
    isDevServer ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self' ${paymentsOrigin} ${socketOrigin}${isDevServer ? ` ${webOrigin.replace(/^http/, 'ws')}` : ''}`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(webOrigin.startsWith('https://') ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}
