import 'server-only';
import { readCookieClaims } from './read-cookie-claims.ts';
import { SessionCookie } from './session-cookie.ts';

/** The signed-in session of the request at hand, or null where there is none or it has run out. */
export async function readSession(now: Date = new Date()): Promise<SessionCookie | null> {
  const session = SessionCookie.safeParse(await readCookieClaims());
  return session.success && new Date(session.data.refreshExpiresAt) > now ? session.data : null;
}
