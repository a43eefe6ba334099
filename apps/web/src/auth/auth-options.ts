import 'server-only';
import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { webEnv } from '../env.ts';
import { authorize } from './authorize.ts';
import { endConsoleSession } from './end-console-session.ts';
import { SessionCookie } from './session-cookie.ts';

export const SIGN_IN_PATH = '/console/sign-in';
const SESSION_SECONDS = 12 * 60 * 60;

/** next-auth's options, made per request because the settings are read at run time. */
export function authOptions(): AuthOptions {
  const { webOrigin, nextAuthSecret } = webEnv();
  // next-auth takes its own address from this variable alone; from a Host header it would be the caller's to choose.
  process.env['NEXTAUTH_URL'] = webOrigin;
  return {
    secret: nextAuthSecret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: SIGN_IN_PATH, signOut: SIGN_IN_PATH, error: SIGN_IN_PATH },
    providers: [
      Credentials({
        credentials: {
          email: { label: 'Email', type: 'email' },
          password: { label: 'Password', type: 'password' },
          challenge: { label: 'Sign-in', type: 'hidden' },
          code: { label: 'Code', type: 'text' },
        },
        authorize: (credentials, request) => authorize(credentials, request.headers),
      }),
    ],
    callbacks: {
      // The refresh token stays in the encrypted, httpOnly cookie; the session that scripts may read has none of it.
      jwt: ({ token, user }) => ({ ...token, ...SessionCookie.safeParse(user).data }),
      session: ({ session, token }) => ({ expires: session.expires, user: { email: token.email ?? null } }),
      redirect: () => `${webOrigin}/console`,
    },
    events: { signOut: ({ token }) => endConsoleSession(SessionCookie.safeParse(token).data?.refreshToken) },
    logger: { error: logCode('error'), warn: logCode('warn'), debug: () => undefined },
  };
}

/** The code only: what next-auth hands over besides may hold a header or a cookie. */
function logCode(level: 'error' | 'warn') {
  return (code: string) => {
    process.stderr.write(`${JSON.stringify({ level, time: new Date().toISOString(), source: 'next-auth', code })}\n`);
  };
}
