/** What may answer a request: each host serves its own half, and nothing of the other's. */
export type SiteRoute = 'web' | 'fields' | 'not_found' | 'unknown_host';

export interface SiteOrigins {
  webOrigin: string;
  fieldsOrigin: string;
}

/** Decides by Host header and path. `host` as the header has it, port included. */
export function routeHost(host: string | null, pathname: string, { webOrigin, fieldsOrigin }: SiteOrigins): SiteRoute {
  const name = host?.toLowerCase();
  const isWeb = name === new URL(webOrigin).host;
  const isFields = name === new URL(fieldsOrigin).host;
  if (!isWeb && !isFields) return 'unknown_host';
  if (isInside(pathname)) return 'not_found';
  if (isFieldsPath(pathname)) return isFields ? 'fields' : 'not_found';
  return isWeb ? 'web' : 'not_found';
}

function isFieldsPath(pathname: string): boolean {
  return /^\/+(fields|sdk)(\/|$)/i.test(decoded(pathname));
}

/** Where next.config.ts leads the fields origin's paths, for nobody to ask for. */
function isInside(pathname: string): boolean {
  return decoded(pathname).toLowerCase().replaceAll(/\/+/g, '/').startsWith('/api/fields-origin');
}

/** A path that was written in escapes is judged by what it means; one that means nothing, as it stands. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
