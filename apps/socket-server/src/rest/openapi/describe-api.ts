import { API_VERSION } from '@fieldfare/protocol';
import type { RouteOptions } from 'fastify';
import type { Settings } from '../../env/settings.ts';
import { describeOperation, openapiPath } from './describe-operation.ts';
import { failureComponents } from './failures.ts';
import { schemaComponents } from './named-schemas.ts';
import { TAGS } from './tags.ts';

const DESCRIPTION = `Hosted payment fields over a secure socket: your server creates a session, the fields turn it into an authorized payment, and you confirm
(capture) or cancel (void) it.

Send \`Authorization: Bearer sk_test_…\` from your server. Amounts are integers of the currency's minor unit. Every answer carries a \`Request-Id\`; a write
with an \`Idempotency-Key\` happens once, however often it is sent. Lists are newest first and paged by \`starting_after\` and \`ending_before\`.
Do not follow what happens by asking a list again and again for what is newer: an object that is stored a moment later may stand below what you have seen.
Take webhooks, or read \`GET /v1/events\` by \`after_sequence\`, which leaves nothing out.`;

const text = { type: 'string' };

/** The OpenAPI 3.1 document of the routes. */
export function describeApi(routes: readonly RouteOptions[], origins: Settings['origins']): Record<string, unknown> {
  const { payments: server, web } = origins;
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const { words } = route.config ?? {};
    if (!words) continue;
    const path = openapiPath(route.url);
    paths[path] = { ...paths[path], [String(route.method).toLowerCase()]: describeOperation(route, words, origins) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Fieldfare', version: API_VERSION, description: DESCRIPTION },
    servers: [{ url: server }],
    externalDocs: { url: `${web}/docs/errors`, description: 'What each error means, and what to do' },
    tags: TAGS,
    paths,
    components: {
      schemas: schemaComponents(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'A secret key, sk_test_… or sk_live_…' },
        consoleToken: { type: 'http', scheme: 'bearer', description: 'The token of POST /v1/console/sign_in' },
        merchant: { type: 'apiKey', in: 'header', name: 'Fieldfare-Merchant' },
        mode: { type: 'apiKey', in: 'header', name: 'Fieldfare-Mode' },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description: 'Makes the write happen once. Repeat it with the same body to learn what came of it.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
        RequiredIdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'A value of your own for this charge, such as an invoice number. Repeat the request with it to learn what came of it.',
          schema: { type: 'string', minLength: 1, maxLength: 255 },
        },
        Version: {
          name: 'Fieldfare-Version',
          in: 'header',
          description: 'The version that you wrote your program for.',
          schema: { const: API_VERSION },
        },
      },
      headers: {
        'Request-Id': { description: 'Names the request in our logs', schema: text },
        'Fieldfare-Version': { description: 'The version that answered', schema: text },
        RateLimit: { description: 'What is left of each limit: "key";r=5999;t=60', schema: text },
        'RateLimit-Policy': { description: 'The limits: "key";q=6000;w=60', schema: text },
      },
      responses: failureComponents(web),
    },
  };
}
