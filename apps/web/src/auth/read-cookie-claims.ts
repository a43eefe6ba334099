import 'server-only';
import { getToken } from 'next-auth/jwt';
import type { JWT } from 'next-auth/jwt';
import { cookies } from 'next/headers';
import { webEnv } from '../env.ts';

/** What the encrypted session cookie of the request at hand holds; null where there is none that opens. */
export async function readCookieClaims(): Promise<JWT | null> {
  const { nextAuthSecret, webOrigin } = webEnv();
  const jar = await cookies();
  const found = Object.fromEntries(jar.getAll().map((cookie) => [cookie.name, cookie.value]));
  // getToken reads nothing of the request but its cookies and headers.
  const req = { cookies: found, headers: {} } as unknown as Parameters<typeof getToken>[0]['req'];
  return getToken({ req, secret: nextAuthSecret, secureCookie: webOrigin.startsWith('https://') });
}
