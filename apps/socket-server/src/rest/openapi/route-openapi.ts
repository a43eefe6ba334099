import { API_VERSION } from '@fieldfare/protocol';
import type { RouteOptions } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { describeOperation } from './describe-operation.ts';
import { schemaComponents } from './named-schemas.ts';

/** `GET /v1/openapi.json`: the routes that are registered after this one, by the schemas that they validate with. */
export function routeOpenapi(app: RestApp, deps: Deps): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    // Fastify answers HEAD wherever it answers GET.
    if (route.config?.words && route.method !== 'HEAD') routes.push(route);
  });
  let document: string | null = null;
  app.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(describe(routes, deps.settings.origins.payments));
    return reply.type('application/json').header('Cache-Control', 'public, max-age=300').send(document);
  });
}

function describe(routes: readonly RouteOptions[], server: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const { words } = route.config ?? {};
    if (!words) continue;
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [String(route.method).toLowerCase()]: describeOperation(route, words) };
  }
  const inHeader = (name: string) => ({ type: 'apiKey', in: 'header', name });
  return {
    openapi: '3.1.0',
    info: { title: 'Fieldfare', version: API_VERSION, description: 'Hosted payment fields over a secure socket.' },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: schemaComponents(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'A key such as sk_test_…' },
        consoleToken: { type: 'http', scheme: 'bearer', description: 'The token of POST /v1/console/sign_in' },
        merchant: inHeader('Fieldfare-Merchant'),
        mode: inHeader('Fieldfare-Mode'),
      },
    },
  };
}
