import type { IncomingMessage } from 'node:http';
import { newId } from '@fieldfare/protocol';
import { authenticateConsole } from '../console/authenticate-console.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors/refusal.ts';
import { shuttingDown } from '../errors/shutting-down.ts';
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
export async function decideUpgrade(deps: Deps, doorway: Doorway, request: IncomingMessage): Promise<string | null> {
  const ip = doorway.ipOf(request);
  try {
    await takeHandshakeOfIp(deps.handshakeLimiters, ip);
  } catch (thrown) {
    return refuse(deps, request, thrown);
  }
  const answer = doorway.knock(request);
  if (!answer.isWelcome) {
    // By 503, so that a load balancer asks another server at once.
    if (answer.reason === 'shutting_down') return refuse(deps, request, shuttingDown());
    deps.metrics.socketLimitsHit.inc({ limit: answer.reason });
    deps.metrics.socketHandshakes.inc({ namespace: 'none', outcome: answer.reason });
    return answer.reason;
  }
  const auth = deps.settings.isProduction ? null : outsideToken(request);
  if (!auth) return null;
  try {
    await ('token' in auth ? authenticateConsole(deps, auth) : authenticateFields(deps, auth));
    return null;
  } catch (thrown) {
    return refuse(deps, request, thrown);
  }
}

function refuse(deps: Deps, request: IncomingMessage, thrown: unknown): string {
  const error = toFieldfareError(thrown);
  deps.metrics.socketHandshakes.inc({ namespace: 'none', outcome: error.detail });
  if (error.code === 'rate_limited') deps.metrics.socketLimitsHit.inc({ limit: error.detail });
  answerUpgrade(request, new Refusal(error, newId('request')).data);
  return error.detail;
}
