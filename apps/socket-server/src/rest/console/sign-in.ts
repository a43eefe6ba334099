import { AnswerSecondFactor, ConsoleSignIn, SignIn, SignInAnswer } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { presentSignIn } from './present-sign-in.ts';
import { tellRecoveryCodeUsed } from './tell-second-factor.ts';

/** `POST /v1/console/sign_in`, and `POST /v1/console/sign_in/second_factor` for whom it asks for a code. */
export function routeSignIn(app: RestApp, deps: Deps): void {
  app.post(
    '/console/sign_in',
    {
      schema: { body: SignIn },
      config: { words: { summary: 'Sign in to the console', answer: SignInAnswer, access: 'anybody' } },
    },
    async (request): Promise<SignInAnswer> => {
      const { email, password, shopper } = request.body;
      const signedIn = await deps.consoleAuth.signIn({
        email,
        password,
        ip: request.ip,
        shopper: shopper ? { merchantId: shopper.merchant, mode: shopper.mode } : null,
      });
      if ('challenge' in signedIn) {
        const { challenge, expiresAt } = signedIn;
        return { object: 'second_factor_challenge', challenge, expires_at: expiresAt.toISOString() };
      }
      deps.log.info({ request_id: request.id, user_id: signedIn.user.id, ip: request.ip }, 'signed in');
      return presentSignIn(signedIn);
    },
  );
  app.post(
    '/console/sign_in/second_factor',
    {
      schema: { body: AnswerSecondFactor },
      config: { words: { summary: 'Sign in with a second factor', answer: ConsoleSignIn, access: 'anybody' } },
    },
    async (request): Promise<ConsoleSignIn> => {
      const { id: requestId, ip } = request;
      const signedIn = await deps.consoleAuth.answerChallenge({ ...request.body, ip, requestId });
      const userId = signedIn.user.id;
      deps.log.info({ request_id: requestId, user_id: userId, ip, detail: signedIn.provenBy }, 'signed in');
      if (signedIn.provenBy === 'recovery_code') await tellRecoveryCodeUsed(deps, userId);
      return presentSignIn(signedIn);
    },
  );
}
