import { createHash, timingSafeEqual } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { RestApp } from '../rest/zod-type-provider.ts';

/** `/metrics` for Prometheus: open in development, behind METRICS_TOKEN in production. */
export function routeMetrics(app: RestApp, deps: Deps): void {
  app.get('/metrics', async (request, reply) => {
    assertScraper(request, deps.settings.metricsToken);
    const { registry } = deps.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function assertScraper({ headers }: FastifyRequest, token: string | null): void {
  if (token === null || isSame(headers.authorization ?? '', `Bearer ${token}`)) return;
  throw new FieldfareError('authentication_error', {
    detail: 'metrics_token_required',
    message: 'Send METRICS_TOKEN as a bearer token.',
  });
}

/** Compared by their hashes, so that neither content nor length shows in the time. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
