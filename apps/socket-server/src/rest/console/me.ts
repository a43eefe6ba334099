import { SignedInUser } from '@fieldfare/protocol';
import { presentSignedInUser } from '@fieldfare/access';
import { sessionEnded } from '../../console/authenticate-console.ts';
import type { Deps } from '../../deps.ts';
import { authenticateForSetUp } from '../authenticate.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/console/me`: who is signed in, by what the database says now. */
export function routeMe(app: RestApp, deps: Deps): void {
  app.get(
    '/console/me',
    { config: { words: { summary: 'Who is signed in', answer: SignedInUser, access: 'console' } } },
    async (request): Promise<SignedInUser> => {
      const { userId } = await authenticateForSetUp(deps, request);
      const user = await deps.consoleUsers.findUserById(userId);
      if (!user || user.disabledAt) throw sessionEnded();
      return presentSignedInUser(user);
    },
  );
}
