import type { Deps } from '../deps.ts';
import type { RestApp } from '../rest/zod-type-provider.ts';
import { checkHealth } from './check-health.ts';

/** `/health/live`, `/health/ready` and `/health`. Only the last one names what the server depends on. */
export function routeHealth(app: RestApp, deps: Deps): void {
  const isServing = () => !deps.inFlight.isDraining();

  app.get('/health/live', async () => ({ status: 'ok' }));

  app.get('/health/ready', async (_request, reply) => {
    if (!isServing()) return reply.code(503).send({ status: 'shutting_down' });
    const checked = await checkHealth(deps, (check) => check.isRequired);
    const isReady = checked.every((one) => one.status === 'ok');
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ok' : 'unavailable' });
  });

  app.get('/health', async (_request, reply) => {
    const dependencies = await checkHealth(deps, () => true);
    const isDown = dependencies.some((one) => one.is_required && one.status !== 'ok');
    const isDegraded = dependencies.some((one) => one.status !== 'ok');
    const serving = isDegraded ? 'degraded' : 'ok';
    const status = isServing() ? (isDown ? 'unavailable' : serving) : 'shutting_down';
    return reply.code(isDown || !isServing() ? 503 : 200).send({ status, dependencies });
  });
}
