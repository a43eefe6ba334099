import { FieldfareError } from '@fieldfare/protocol';
import { verifyConsoleToken } from '../authenticate-console.ts';
import type { ConsoleHandler } from '../console-handler.ts';

/** `token_refresh`: the same person's next token, of the same console session, keeps the connection open for longer. */
export const tokenRefresh: ConsoleHandler<'token_refresh'> = async ({ deps, connection, request }) => {
  const { claims } = await verifyConsoleToken(deps, request.token);
  if (claims.sub !== connection.userId || claims.sid !== connection.consoleSessionId) {
    deps.telling.securityEvent('token_mismatch', { user_id: connection.userId, ip: connection.ip });
    throw new FieldfareError('permission_denied', {
      detail: 'token_mismatch',
      param: 'token',
      message: 'The token belongs to another console session. Connect anew with it.',
    });
  }
  const expiresAt = new Date(claims.exp * 1_000);
  if (expiresAt > connection.expiresAt) {
    connection.expiresAt = expiresAt;
    connection.isExpiryTold = false;
  }
  return { type: 'token', expires_at: connection.expiresAt.toISOString() };
};
