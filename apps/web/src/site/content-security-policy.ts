export interface PolicyOptions {
  nonce: string;
  paymentsOrigin: string;
  webOrigin: string;
  /** `next dev` evaluates code and inlines styles; a build does neither. */
  isDevServer: boolean;
  /** The API reference is a page of Scalar's own making. */
  isApiReference?: boolean;
  /** Where the fields of the page's checkout are from; a page without one frames nothing. */
  fieldsOrigin?: string | null;
}

/** The two style elements that Scalar 1.76.0 adds without the nonce that its other ones have. */
const SCALAR_STYLES = `'sha256-l/2OpPg0d+2VLTLgwjf5mQo2CYwHDEqdj5TjbfEyVJI=' 'sha256-T13Uev3xCax2N28XaoAE8DOzQZKvPp7ZQVAi1iRREjo='`;

/** The policy of every page on the web origin: scripts only by nonce, connections only to us and the payment server. */
export function contentSecurityPolicy(options: PolicyOptions): string {
  const { nonce, paymentsOrigin, webOrigin, isDevServer, isApiReference = false, fieldsOrigin = null } = options;
  const socketOrigin = paymentsOrigin.replace(/^http/, 'ws');
  const directives = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevServer ? ` 'unsafe-eval'` : ''}`,
    isDevServer
      ? `style-src 'self' 'unsafe-inline'`
      : `style-src 'self' 'nonce-${nonce}'${isApiReference ? ` ${SCALAR_STYLES}` : ''}`,
    // It sets attributes of style, which load nothing and run nothing.
    ...(isApiReference ? [`style-src-attr 'unsafe-inline'`] : []),
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self' ${paymentsOrigin} ${socketOrigin}${isDevServer ? ` ${webOrigin.replace(/^http/, 'ws')}` : ''}`,
    ...(fieldsOrigin === null ? [] : [`frame-src ${fieldsOrigin}`]),
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(webOrigin.startsWith('https://') ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}
