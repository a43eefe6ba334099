import { createHash, timingSafeEqual } from 'node:crypto';
import { FieldfareError } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { RestApp } from '../rest/zod-type-provider.ts';

/** `/metrics` for Prometheus: behind METRICS_TOKEN, which production demands; without one, for scrapers on this machine. */
export function routeMetrics(app: RestApp, deps: Deps): void {
  app.get('/metrics', async (request, reply) => {
    assertScraper(request, deps.settings.metricsToken);
    const { registry } = deps.metrics;
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function assertScraper({ headers, socket }: FastifyRequest, token: string | null): void {
  // The connection's own address: a header that a stranger may write decides nothing here.
  if (token === null ? isLoopback(socket.remoteAddress) : isSame(headers.authorization ?? '', `Bearer ${token}`))
    return;
  throw new FieldfareError('authentication_error', {
    detail: 'metrics_token_required',
    message: 'Send METRICS_TOKEN as a bearer token; without one metrics are for this machine alone.',
  });
}

export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}

/** Compared by their hashes, so that neither content nor length shows in the time. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
