import { NextResponse, type NextRequest } from 'next/server';
import { webEnv } from './env.ts';
import { contentSecurityPolicy } from './site/content-security-policy.ts';
import { routeHost } from './site/route-host.ts';

/** Runs before every request, static files included: one process answers two hosts that must share nothing. */
export function proxy(request: NextRequest): NextResponse {
  switch (routeHost(request.headers.get('host'), request.nextUrl.pathname, webEnv())) {
    case 'web':
      return webPage(request);
    case 'fields':
      return fieldsFile(request);
    case 'not_found':
      return plain(404, 'Not found');
    case 'unknown_host':
      return plain(421, 'This server does not answer for that host');
  }
}

function webPage(request: NextRequest): NextResponse {
  const { fieldsOrigin, paymentsOrigin, webOrigin } = webEnv();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy({
    nonce,
    paymentsOrigin,
    webOrigin,
    isDevServer: process.env.NODE_ENV === 'development',
    isApiReference: request.nextUrl.pathname === '/docs/api',
    fieldsOrigin: request.nextUrl.pathname === '/docs/playground' ? fieldsOrigin : null,
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts out of the request's policy.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  return onlyOverHttps(response, webOrigin);
}

/** The field documents set their own headers; here they only lose any cookie, which none of them may read. */
function fieldsFile(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.delete('cookie');
  return onlyOverHttps(NextResponse.next({ request: { headers } }), webEnv().fieldsOrigin);
}

/** A browser that was here once over https never asks without it again. Nothing is said where the origin has no https. */
function onlyOverHttps(response: NextResponse, origin: string): NextResponse {
  if (origin.startsWith('https://')) response.headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

function plain(status: number, text: string): NextResponse {
  return new NextResponse(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
