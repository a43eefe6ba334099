import { hostClaims } from '../host-claims.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { readSession, sessionClosed } from '../session-state.ts';

/** `token_refresh`: the host token for as long as the session lives by now, and the payload key of today. The connection stays. */
export const tokenRefresh = fieldsHandler(
  'token_refresh',
  'hosted',
  async ({ deps, connection, step }) => {
    const { session } = await readSession(deps, connection, step);
    const now = deps.clock.now();
    const keys = session.hostKeys;
    const isEnded =
      keys === null || session.status === 'expired' || session.status === 'canceled' || session.expiresAt <= now;
    if (isEnded) throw sessionClosed();
    const own = hostClaims(session, connection.binding.keyId, keys);
    const [{ token, claims }, payloadKey] = await Promise.all([
      deps.tokens.issueHost(own, session.expiresAt),
      deps.keyRing.payloadKeyDocument(),
    ]);
    connection.isExpiryTold = false;
    return {
      type: 'token',
      host_token: token,
      payload_key: payloadKey,
      expires_at: new Date(claims.exp * 1_000).toISOString(),
      server_time: now.toISOString(),
    };
  },
  { keeps: 'none' },
);
