import type { IncomingMessage } from 'node:http';
import { clientNetwork, createMemoryLimiter } from '@fieldfare/access';
import { newId } from '@fieldfare/protocol';
import { authenticateConsole } from '../console/authenticate-console.ts';
import type { Deps } from '../deps.ts';
import { toFieldfareError } from '../errors/to-fieldfare-error.ts';
import { authenticateFields } from '../fields/authenticate-fields.ts';
import { answerUpgrade } from './answer-upgrade.ts';
import type { Doorway } from './doorway.ts';
import { takeHandshakeOfIp } from './take-handshake.ts';
import { outsideToken } from './outside-token.ts';

/**
 * Whether an upgrade request becomes a WebSocket. Who shows a token already here, by query or header, is answered here, by an HTTP status;
 * everybody else is asked by their namespace.
 */
export type DecideUpgrade = (request: IncomingMessage) => Promise<string | null>;

const MINUTE_MS = 60_000;

export function createDecideUpgrade(deps: Deps, doorway: Doorway): DecideUpgrade {
  // Who is refused before anything is known of them costs no more than a line of log a minute, however often they come.
  const telling = createMemoryLimiter({ points: 1, windowMs: MINUTE_MS });
  const refuse = async (request: IncomingMessage, thrown: unknown): Promise<string> => {
    const error = toFieldfareError(thrown);
    const requestId = newId('request');
    deps.metrics.socketHandshakes.inc({ namespace: 'none', outcome: error.detail });
    if (error.code === 'rate_limited') {
      const ip = doorway.ipOf(request);
      deps.metrics.socketLimitsHit.inc({ limit: error.detail });
      const isFirst = (await telling.take(clientNetwork(ip))).isAllowed;
      if (isFirst) deps.telling.securityEvent(error.detail, { namespace: 'none', ip, request_id: requestId });
      else deps.metrics.securityEvents.inc({ type: error.detail });
    }
    answerUpgrade(request, error, requestId);
    return error.detail;
  };
  return async (request) => {
    try {
      await takeHandshakeOfIp(deps.handshakeLimiters, doorway.ipOf(request));
      doorway.knock(request);
      await doorway.turn();
      const auth = deps.settings.isProduction ? null : outsideToken(request);
      if (auth) await ('token' in auth ? authenticateConsole(deps, auth) : authenticateFields(deps, auth));
      return null;
    } catch (thrown) {
      return refuse(request, thrown);
    }
  };
}
