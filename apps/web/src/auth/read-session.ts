import 'server-only';
import { getToken } from 'next-auth/jwt';
import { cookies } from 'next/headers';
import { webEnv } from '../env.ts';
import { SessionCookie } from './session-cookie.ts';

/** The signed-in session of the request at hand, or null where there is none or it has run out. */
export async function readSession(now: Date = new Date()): Promise<SessionCookie | null> {
  const { nextAuthSecret, webOrigin } = webEnv();
  const jar = await cookies();
  const found = Object.fromEntries(jar.getAll().map((cookie) => [cookie.name, cookie.value]));
  // getToken reads nothing of the request but its cookies and headers.
  const req = { cookies: found, headers: {} } as unknown as Parameters<typeof getToken>[0]['req'];
  const token = await getToken({ req, secret: nextAuthSecret, secureCookie: webOrigin.startsWith('https://') });
  const session = SessionCookie.safeParse(token);
  return session.success && new Date(session.data.refreshExpiresAt) > now ? session.data : null;
}
