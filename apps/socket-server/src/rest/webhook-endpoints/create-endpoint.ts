import { CreateWebhookEndpoint, FieldfareError, WebhookEndpointWithSecret } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertEndpointUrl } from './assert-endpoint-url.ts';

/** Of a merchant, in each mode. */
export const MAX_ENDPOINTS = 16;

/** `POST /v1/webhook_endpoints`: this answer and that of a rotation are the only ones that show a signing secret. */
export function routeCreateEndpoint(app: RestApp, deps: Deps): void {
  app.post(
    '/webhook_endpoints',
    {
      schema: { body: CreateWebhookEndpoint },
      config: {
        words: {
          summary: 'Create a webhook endpoint, its secret shown this once',
          answer: WebhookEndpointWithSecret,
          status: 201,
        },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode, actor } = caller;
      const { url, description = null, event_types: eventTypes } = request.body;
      assertEndpointUrl(deps, url);
      return idempotent<WebhookEndpointWithSecret>(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const { endpoints, secrets } = deps.webhooks;
          const at = deps.clock.now();
          const made = await secrets.make(merchantId);
          const id = claim.idOf('webhookEndpoint');
          const endpoint = { id, merchantId, mode, url, description, eventTypes, secretId: made.id, createdAt: at };
          const created = await endpoints.insert(endpoint, MAX_ENDPOINTS, { actor, requestId: claim.id, at });
          if (created) return { ...created, secret: made.secret };
          await secrets.forget([made.id], merchantId);
          throw tooMany();
        },
        found: (claim) => deps.webhooks.endpoints.find(claim.idOf('webhookEndpoint'), { merchantId, mode }),
        kept: ({ secret: _secret, ...endpoint }) => endpoint,
        replay: signingSecretShownOnce,
      });
    },
  );
}

/** The answer to a repeated request that made a signing secret: it was shown once and is not shown again. */
export async function signingSecretShownOnce(): Promise<never> {
  throw new FieldfareError('conflict', {
    detail: 'secret_shown_once',
    message:
      'This request made a signing secret already, which is shown only once. If it was lost, rotate the endpoint’s secret.',
  });
}

function tooMany(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'too_many_endpoints',
    message: `A merchant has at most ${MAX_ENDPOINTS} endpoints in each mode. Delete one first.`,
  });
}
