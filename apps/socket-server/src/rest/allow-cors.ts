import cors from '@fastify/cors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { Caller } from './caller.ts';
import type { RestApp } from './zod-type-provider.ts';

const SESSIONS = '/v1/sessions';
const EXPOSED = [
  'Request-Id',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'Fieldfare-Version',
  'Idempotent-Replayed',
];

/**
 * Which pages may read our answers: the console's, everywhere. A merchant's page creates its session with a publishable key; the
 * preflight of that carries no key, so that there any page is told yes, and the answer itself is opened by `allowMerchantPage`.
 */
export async function allowCors(app: RestApp, deps: Deps): Promise<void> {
  await app.register(cors, {
    delegator: (request, done) => {
      const { origin } = request.headers;
      const isPreflight = request.method === 'OPTIONS' && request.url.split('?')[0] === SESSIONS;
      const isAllowed = origin !== undefined && (origin === deps.settings.origins.web || isPreflight);
      done(null, {
        origin: isAllowed ? origin : false,
        methods: isPreflight ? ['POST'] : ['GET', 'POST', 'PATCH', 'DELETE'],
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

/** Lets a page of the merchant's allowed origins read what its publishable key is answered, refusals included. */
export async function allowMerchantPage(
  deps: Deps,
  { principal, merchantId }: Caller,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { origin } = headers;
  if (origin === undefined || principal.type !== 'api_key' || principal.keyType !== 'publishable') return;
  const profile = await deps.merchants.profile(merchantId);
  if (!profile?.allowedOrigins.includes(origin)) return;
  void reply.headers({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED.join(', '),
    Vary: 'Origin',
  });
}
