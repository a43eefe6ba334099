export interface Origins {
  webOrigin: string;
  fieldsOrigin: string;
  paymentsOrigin: string;
  shopOrigin: string;
}

/** The pages are written with the addresses that `npm start` has; a reader sees those of the installation that they read on. */
export function withOrigins(
  markdown: string,
  { webOrigin, fieldsOrigin, paymentsOrigin, shopOrigin }: Origins,
): string {
  return markdown
    .replaceAll('http://localhost:3000', webOrigin)
    .replaceAll('http://127.0.0.1:3000', fieldsOrigin)
    .replaceAll('http://localhost:3001', paymentsOrigin)
    .replaceAll('http://localhost:3002', shopOrigin)
    .replaceAll('ws://localhost:3001', paymentsOrigin.replace(/^http/, 'ws'));
}
