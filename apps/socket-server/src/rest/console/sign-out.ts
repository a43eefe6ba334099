import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authenticateForSetUp } from '../authenticate.ts';
import { EmptyBody } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/console/sign_out`: ends the token's console session in every window. */
export function routeSignOut(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/console/sign_out',
    {
      schema: { body: EmptyBody },
      config: { words: { summary: 'Sign out', answer: null, access: 'console', status: 204 } },
    },
    async (request, reply) => {
      const user = await authenticateForSetUp(deps, request);
      await deps.consoleAuth.signOut(user.sessionId);
      live.signOut(user.sessionId, user.userId);
      deps.log.info({ request_id: request.id, user_id: user.userId }, 'signed out');
      return reply.code(204).send();
    },
  );
}
