import type { ChangedPassword } from '@fieldfare/access';
import { notify } from '@fieldfare/payments';
import { ChangePassword, PasswordChanged, ReplaceOneTimePassword } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authenticateUser } from '../authenticate.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/console/password` and `POST /v1/console/one_time_password`: a person's own password, which nobody else chooses. */
export function routePasswords(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/console/password',
    {
      schema: { body: ChangePassword },
      config: { words: { summary: 'Change your own password', answer: PasswordChanged, access: 'console' } },
    },
    async (request) => {
      const { email, sessionId, shopper } = await authenticateUser(deps, request);
      const { current_password: currentPassword, new_password: newPassword } = request.body;
      const who = { email, shopper, ip: request.ip, sessionId, requestId: request.id };
      return changed(request, await deps.consoleAuth.changeOwnPassword({ ...who, currentPassword, newPassword }));
    },
  );
  app.post(
    '/console/one_time_password',
    {
      schema: { body: ReplaceOneTimePassword },
      config: { words: { summary: 'Replace a one-time password', answer: PasswordChanged, access: 'anybody' } },
    },
    async (request) => {
      const { email, password, new_password: newPassword, shopper } = request.body;
      const scope = shopper ? { merchantId: shopper.merchant, mode: shopper.mode } : null;
      const who = { email, password, shopper: scope, ip: request.ip, requestId: request.id };
      return changed(request, await deps.consoleAuth.replaceOneTimePassword({ ...who, newPassword }));
    },
  );

  /** The sockets of what ended are closed at once here, and within a second by the sweep of every other server. */
  async function changed(
    { id, ip }: FastifyRequest,
    { userId, endedSessionIds }: ChangedPassword,
  ): Promise<PasswordChanged> {
    for (const sessionId of endedSessionIds) live.signOut(sessionId, userId);
    deps.log.info({ request_id: id, user_id: userId, ip }, 'password changed');
    await notify(deps, {
      audience: { type: 'user', userId },
      kind: 'account.password_changed',
      severity: 'warning',
      title: 'Your password was changed',
      body: 'Every other session of yours has ended. If that was not you, have whoever runs this server set a new one now.',
      subject: userId,
    });
    return { object: 'password_changed', ended_sessions: endedSessionIds.length };
  }
}
