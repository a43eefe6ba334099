import { FieldfareError, RotateWebhookSecret, WebhookEndpointWithSecret } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { idempotent } from '../idempotent.ts';
import { notFound } from '../not-found.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { signingSecretShownOnce } from './create-endpoint.ts';
import { findEndpoint } from './find-endpoint.ts';

/** `POST /v1/webhook_endpoints/{id}/rotate_secret`: for the overlap both secrets sign, so that receivers change without a gap. */
export function routeRotateSecret(app: RestApp, deps: Deps): void {
  app.post(
    '/webhook_endpoints/:id/rotate_secret',
    {
      schema: { params: IdParams, body: RotateWebhookSecret },
      config: {
        words: { summary: 'Replace a signing secret, with overlap', answer: WebhookEndpointWithSecret, status: 201 },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'webhooks:write');
      const { merchantId, mode, actor } = caller;
      return idempotent<WebhookEndpointWithSecret>(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const { endpoints, secrets } = deps.webhooks;
          const { id } = await findEndpoint(deps, caller, request.params.id);
          const at = deps.clock.now();
          const overlapEndsAt = new Date(at.getTime() + request.body.overlap_seconds * 1_000);
          const made = await secrets.make(merchantId);
          const change = { actor, requestId: claim.id, at };
          const rotated = await endpoints.rotate(id, { merchantId, mode }, made.id, overlapEndsAt, change);
          if (!rotated || rotated === 'changed') {
            await secrets.forget([made.id], merchantId);
            throw rotated === null ? notFound('webhook_endpoint') : rotatedMeanwhile();
          }
          await secrets.forget(rotated.dropped, merchantId);
          return { ...rotated.endpoint, secret: made.secret };
        },
        found: (claim) => {
          const { id } = request.params;
          return findChanged(deps, caller, claim, id, () => deps.webhooks.endpoints.find(id, { merchantId, mode }));
        },
        kept: ({ secret: _secret, ...endpoint }) => endpoint,
        replay: signingSecretShownOnce,
      });
    },
  );
}

function rotatedMeanwhile(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'webhook_secret_rotated',
    message:
      'Somebody else replaced the secret at the same moment, so that this request has changed nothing. Look whether theirs is the one to use.',
  });
}
