import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { IHttpConfig } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import type { ProcessorServer } from '../../processor-server.ts';
import { STRIPE_OPENAPI } from './stripe-openapi.ts';

export interface Prism {
  server: ProcessorServer;
  close(): Promise<void>;
}

/**
 * Prism serving the description of Stripe's API: it refuses requests that the description does not allow. Of a form it reads only the names
 * that are described, so that unknown ones are for the strict server to find. Answers are the description's own examples, or those of
 * `upstream`, which are held to it, too.
 */
export async function startPrism(upstream?: ProcessorServer): Promise<Prism> {
  const shared = {
    errors: true,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  };
  const config = upstream
    ? { ...shared, isProxy: true, upstream: new URL(`${upstream.protocol}://${upstream.host}:${upstream.port}`) }
    : { ...shared, isProxy: false };
  const operations = await getHttpOperationsFromSpec(structuredClone(STRIPE_OPENAPI));
  const logger = createLogger('prism', { enabled: false });
  const prism = createServer(operations, { components: { logger }, cors: false, config: config as IHttpConfig });
  const { hostname, port } = new URL(await prism.listen(0, '127.0.0.1'));
  return { server: { host: hostname, port: Number(port), protocol: 'http' }, close: () => prism.close() };
}
