import { at } from '../api.ts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  CreateWebhookEndpointParams,
  DeletedWebhookEndpoint,
  RotateWebhookSecretParams,
  UpdateWebhookEndpointParams,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointList,
  WebhookEndpointWithSecret,
} from '../types.ts';

export interface WebhookEndpoints {
  /** Its answer alone shows the secret. */
  create(params: CreateWebhookEndpointParams, options?: RequestOptions): Promise<WebhookEndpointWithSecret>;
  retrieve(id: string, options?: RequestOptions): Promise<WebhookEndpoint>;
  list(options?: RequestOptions): Promise<WebhookEndpointList>;
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
}

export function createWebhookEndpoints(api: Api): WebhookEndpoints {
  return {
    create: (params, options) => api.post('/v1/webhook_endpoints', params, options),
    list: (options) => api.get('/v1/webhook_endpoints', options),
    retrieve: (id, options) => api.get(at('webhook_endpoints', id), options),
    update: (id, params, options) => api.post(at('webhook_endpoints', id), params, options),
    delete: (id, options) => api.delete(at('webhook_endpoints', id), options),
    rotateSecret: (id, params = {}, options) => api.post(at('webhook_endpoints', id, 'rotate_secret'), params, options),
    test: (id, options) => api.post(at('webhook_endpoints', id, 'test'), {}, options),
  };
}
