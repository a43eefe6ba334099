import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { routeCreateEndpoint } from './create-endpoint.ts';
import { routeDeleteEndpoint } from './delete-endpoint.ts';
import { routeListDeliveries } from './list-deliveries.ts';
import { routeRetrieveEndpoints } from './retrieve-endpoints.ts';
import { routeRotateSecret } from './rotate-secret.ts';
import { routeTestEndpoint } from './test-endpoint.ts';
import { routeUpdateEndpoint } from './update-endpoint.ts';

/** Everything under /v1/webhook_endpoints. */
export function routeWebhookEndpoints(app: RestApp, deps: Deps): void {
  routeRetrieveEndpoints(app, deps);
  routeCreateEndpoint(app, deps);
  routeUpdateEndpoint(app, deps);
  routeDeleteEndpoint(app, deps);
  routeRotateSecret(app, deps);
  routeTestEndpoint(app, deps);
  routeListDeliveries(app, deps);
}
