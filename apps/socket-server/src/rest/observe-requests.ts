import { HTTP_STATUS } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { noteRequest } from '../watch/note-request.ts';
import type { RestApp } from './zod-type-provider.ts';

/**
 * Writes one line and counts once for every request, by its route's pattern: a path may hold what somebody typed into it. Those that were one
 * too many are told as refusals are.
 */
export function observeRequests(app: RestApp, deps: Deps): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('Request-Id', request.id);
    reply.raw.once('close', deps.inFlight.begin());
    done();
  });

  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: routeOf(request.routeOptions.url), status: reply.statusCode };
    deps.metrics.httpRequests.inc(labels);
    deps.metrics.httpRequestDuration.observe(labels, reply.elapsedTime / 1_000);
    noteRequest(deps, request);
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
    if (labels.status === HTTP_STATUS.rate_limited) deps.telling.refusal({ ip: request.ip }, line, 'request answered');
    // Probes and scrapers ask every few seconds.
    else deps.log[labels.route.startsWith('/v1') ? 'info' : 'debug'](line, 'request answered');
    done();
  });
}

function routeOf(pattern: string | undefined): string {
  return pattern ?? 'unknown';
}
