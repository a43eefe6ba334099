/** Whether our own page sent the request: browsers set both headers and let no script change them. */
export function isSameOrigin(headers: Headers, webOrigin: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  return headers.get('origin') === webOrigin;
}
