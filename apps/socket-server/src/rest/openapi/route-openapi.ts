import type { RouteOptions } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { describeApi } from './describe-api.ts';

/** `GET /v1/openapi.json`: the routes that are registered after this one, by the schemas that they validate with. */
export function routeOpenapi(app: RestApp, deps: Deps): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    // Fastify answers HEAD wherever it answers GET.
    if (route.config?.words && route.method !== 'HEAD') routes.push(route);
  });
  let document: string | null = null;
  app.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(describeApi(routes, deps.settings.origins));
    return reply.type('application/json').header('Cache-Control', 'public, max-age=300').send(document);
  });
}
