import { ConsoleTokenAnswer, RefreshConsoleToken } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/console/refresh`: the next console token, with the roles of now. */
export function routeRefresh(app: RestApp, deps: Deps): void {
  app.post(
    '/console/refresh',
    {
      schema: { body: RefreshConsoleToken },
      config: { words: { summary: 'Get the next console token', answer: ConsoleTokenAnswer, access: 'anybody' } },
    },
    async (request): Promise<ConsoleTokenAnswer> => {
      const { token, expiresAt, refreshToken, user } = await deps.consoleAuth.refresh(request.body.refresh_token);
      return {
        object: 'console_token',
        token,
        expires_at: expiresAt.toISOString(),
        ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
        user,
      };
    },
  );
}
