import { ConsoleSignIn, SignIn } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/console/sign_in` */
export function routeSignIn(app: RestApp, deps: Deps): void {
  app.post(
    '/console/sign_in',
    {
      schema: { body: SignIn },
      config: { words: { summary: 'Sign in to the console', answer: ConsoleSignIn, access: 'anybody' } },
    },
    async (request): Promise<ConsoleSignIn> => {
      const { email, password, shopper } = request.body;
      const signedIn = await deps.consoleAuth.signIn({
        email,
        password,
        ip: request.ip,
        shopper: shopper ? { merchantId: shopper.merchant, mode: shopper.mode } : null,
      });
      deps.log.info({ request_id: request.id, user_id: signedIn.user.id, ip: request.ip }, 'signed in');
      return {
        object: 'console_session',
        token: signedIn.token,
        expires_at: signedIn.expiresAt.toISOString(),
        refresh_token: signedIn.refreshToken,
        refresh_expires_at: signedIn.refreshExpiresAt.toISOString(),
        user: signedIn.user,
      };
    },
  );
}
