import { clientNetwork, createMemoryLimiter } from '@fieldfare/access';
import { HTTP_STATUS } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { noteRequest } from '../watch/note-request.ts';
import type { RestApp } from './zod-type-provider.ts';

/** Of an address that is refused for asking too much: lines of log a minute. A client that goes on asking fills no disk. */
const TOLD_OF_TOO_MANY = { points: 120, windowMs: 60_000 } as const;

/**
 * Writes one line and counts once for every request, by its route's pattern: a path may hold what somebody typed into it. Of requests that were
 * one too many an address has so many lines; metrics count them all.
 */
export function observeRequests(app: RestApp, deps: Deps): void {
  const telling = createMemoryLimiter(TOLD_OF_TOO_MANY);
  const isTold = async (statusCode: number, ip: string) =>
    statusCode !== HTTP_STATUS.rate_limited || (await telling.take(clientNetwork(ip))).isAllowed;
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('Request-Id', request.id);
    reply.raw.once('close', deps.inFlight.begin());
    done();
  });

  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routeOf(request.routeOptions.url), status: reply.statusCode };
    deps.metrics.httpRequests.inc(labels);
    deps.metrics.httpRequestDuration.observe(labels, reply.elapsedTime / 1_000);
    noteRequest(deps, request);
    if (!(await isTold(reply.statusCode, request.ip))) return;
    const { caller, failure, claimId } = request;
    const line = {
      ...labels,
      request_id: request.id,
      ...(claimId === null ? {} : { claim_id: claimId }),
      duration_ms: Math.round(reply.elapsedTime * 100) / 100,
      ip: request.ip,
      ...(caller ? { merchant_id: caller.merchantId, actor: caller.actor.id ?? caller.actor.type } : {}),
      ...(failure ? { code: failure.code, detail: failure.detail } : {}),
    };
    // Probes and scrapers ask every few seconds.
    deps.log[labels.route.startsWith('/v1') ? 'info' : 'debug'](line, 'request answered');
  });
}

function routeOf(pattern: string | undefined): string {
  return pattern ?? 'unknown';
}
