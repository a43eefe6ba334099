import 'server-only';
import { encode } from 'next-auth/jwt';
import { cookies } from 'next/headers';
import { webEnv } from '../env.ts';
import { readCookieClaims } from './read-cookie-claims.ts';
import { SessionCookie } from './session-cookie.ts';

/** Writes next-auth's session cookie anew with another refresh token; it runs out when it would have. */
export async function replaceRefreshToken(refreshToken: string, now: Date = new Date()): Promise<void> {
  const claims = await readCookieClaims();
  const session = SessionCookie.safeParse(claims);
  if (!claims || !session.success) return;
  const { nextAuthSecret: secret, webOrigin } = webEnv();
  const isSecure = webOrigin.startsWith('https://');
  const maxAge = Math.floor((new Date(session.data.refreshExpiresAt).getTime() - now.getTime()) / 1_000);
  const jar = await cookies();
  jar.set({
    name: `${isSecure ? '__Secure-' : ''}next-auth.session-token`,
    value: await encode({ token: { ...claims, refreshToken }, secret, maxAge }),
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
  });
}
