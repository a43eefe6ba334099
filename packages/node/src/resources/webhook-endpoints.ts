import { at } from '../api.ts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  CreateWebhookEndpointParams,
  DeletedWebhookEndpoint,
  ListDeliveriesParams,
  ListWebhookEndpointsParams,
  RotateWebhookSecretParams,
  UpdateWebhookEndpointParams,
  WebhookAttemptList,
  WebhookDelivery,
  WebhookDeliveryList,
  WebhookEndpoint,
  WebhookEndpointList,
  WebhookEndpointWithSecret,
} from '../types.ts';
import { createReadOnly } from './read-only.ts';
import type { ReadOnly } from './read-only.ts';

export interface WebhookEndpoints extends ReadOnly<WebhookEndpoint, WebhookEndpointList, ListWebhookEndpointsParams> {
  /** Its answer alone shows the secret. */
  create(params: CreateWebhookEndpointParams, options?: RequestOptions): Promise<WebhookEndpointWithSecret>;
  update(id: string, params: UpdateWebhookEndpointParams, options?: RequestOptions): Promise<WebhookEndpoint>;
  delete(id: string, options?: RequestOptions): Promise<DeletedWebhookEndpoint>;
  /** A new secret, beside which the old one still signs for a while. */
  rotateSecret(
    id: string,
    params?: RotateWebhookSecretParams,
    options?: RequestOptions,
  ): Promise<WebhookEndpointWithSecret>;
  /** Sends it a test event, and answers the delivery. */
  test(id: string, options?: RequestOptions): Promise<WebhookDelivery>;
  /** What was sent to it, or is to be, newest first. */
  deliveries(id: string, params?: ListDeliveriesParams, options?: RequestOptions): Promise<WebhookDeliveryList>;
  /** How one delivery was tried, oldest first. */
  attempts(id: string, delivery: string, options?: RequestOptions): Promise<WebhookAttemptList>;
}

export function createWebhookEndpoints(api: Api): WebhookEndpoints {
  return {
    ...createReadOnly<WebhookEndpoint, WebhookEndpointList, ListWebhookEndpointsParams>(api, 'webhook_endpoints', {}),
    create: (params, options) => api.post('/v1/webhook_endpoints', params, options),
    update: (id, params, options) => api.post(at('webhook_endpoints', id), params, options),
    delete: (id, options) => api.delete(at('webhook_endpoints', id), options),
    rotateSecret: (id, params = {}, options) => api.post(at('webhook_endpoints', id, 'rotate_secret'), params, options),
    test: (id, options) => api.post(at('webhook_endpoints', id, 'test'), {}, options),
    deliveries: (id, params = {}, options) => api.get(at('webhook_endpoints', id, 'deliveries'), params, options),
    attempts: (id, delivery, options) =>
      api.get(at('webhook_endpoints', id, `deliveries/${encodeURIComponent(delivery)}/attempts`), {}, options),
  };
}
