/** Where to go after signing in: a page of the console and nothing else, whatever the address said. */
export function safeReturnPath(from: string | string[] | undefined): string {
  if (typeof from !== 'string' || !from.startsWith('/console/') || from.includes('\\')) return '/console/payments';
  const url = URL.parse(from, 'http://console.invalid');
  if (
    url?.origin !== 'http://console.invalid' ||
    !url.pathname.startsWith('/console/') ||
    url.pathname === '/console/sign-in'
  )
    return '/console/payments';
  return url.pathname + url.search;
}
