import 'server-only';
import { cookies } from 'next/headers';

/** Drops next-auth's session cookie, in one piece or in chunks, so that a revoked session does not send its owner in circles. */
export async function clearSession(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (!/^(__Secure-)?next-auth\.session-token(\.\d+)?$/.test(name)) continue;
    jar.set({
      name,
      value: '',
      maxAge: 0,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: name.startsWith('__Secure-'),
    });
  }
}
