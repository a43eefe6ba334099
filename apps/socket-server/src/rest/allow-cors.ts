import cors from '@fastify/cors';
import type { Deps } from '../deps.ts';
import type { RestApp } from './zod-type-provider.ts';

const SESSIONS = '/v1/sessions';
const EXPOSED = ['Request-Id', 'Retry-After', 'Fieldfare-Version', 'Idempotent-Replayed'];

/**
 * Which pages may read our answers: the console, everywhere; a merchant's page, where a publishable key creates a session. A preflight
 * carries no key, so that there any page is told yes; the session itself is refused to one that its merchant does not allow, and no
 * cookie travels with any of it.
 */
export async function allowCors(app: RestApp, deps: Deps): Promise<void> {
  await app.register(cors, {
    delegator: (request, done) => {
      const { origin } = request.headers;
      const isSessions = request.url.split('?')[0] === SESSIONS;
      const isAllowed = origin !== undefined && (origin === deps.settings.origins.web || isSessions);
      done(null, {
        origin: isAllowed ? origin : false,
        methods: isSessions ? ['POST'] : ['GET', 'POST'],
        allowedHeaders: [
          'Authorization',
          'Content-Type',
          'Fieldfare-Merchant',
          'Fieldfare-Mode',
          'Fieldfare-Version',
          'Idempotency-Key',
        ],
        exposedHeaders: EXPOSED,
        maxAge: 600,
      });
    },
  });
}
