import { ApiKeyScope, ApiKeyWithSecret, FieldfareError, RotateApiKey } from '@fieldfare/protocol';
import type { ApiKey } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { expiryOf } from './expiry-of.ts';
import { newApiKey, secretShownOnce } from './new-api-key.ts';
import type { ApiKeyWish } from './new-api-key.ts';

/** `POST /v1/api_keys/{id}/rotate`: a successor, beside which the old key still works for the overlap. */
export function routeRotateApiKey(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/api_keys/:id/rotate',
    {
      schema: { params: IdParams, body: RotateApiKey },
      config: {
        words: {
          summary: 'Replace an API key, with overlap',
          answer: ApiKeyWithSecret,
          status: 201,
          access: 'person',
          takesKey: true,
        },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'api_keys:write');
      const { merchantId, mode, actor } = caller;
      const scope = { merchantId, mode };
      const now = deps.clock.now();
      const wanted = expiryOf(request.body, now);
      return idempotent<ApiKeyWithSecret>(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const old = await findOwn('api_key', caller, (its) => deps.apiKeyAdmin.find(request.params.id, its));
          const expiresAt = request.body.expires_at === undefined ? renewedEnd(old, now) : wanted;
          const { key, secret } = await newApiKey(deps, caller, successorOf(old, claim.idOf('apiKey'), expiresAt));
          const oldExpiresAt = new Date(key.createdAt.getTime() + request.body.overlap_seconds * 1_000);
          const made = await deps.apiKeyAdmin.rotate(old.id, scope, key, oldExpiresAt, actor, claim.id);
          if (!made) throw cannotRotate((await deps.apiKeyAdmin.find(old.id, scope)) ?? old);
          live.recheck();
          return { ...made, secret };
        },
        found: (claim) => deps.apiKeyAdmin.find(claim.idOf('apiKey'), scope),
        kept: ({ secret: _secret, ...key }) => key,
        replay: secretShownOnce,
      });
    },
  );
}

/** A key that was given thirty days has a successor that is given thirty days: a rotation is no way round an end that somebody set. */
function renewedEnd({ created_at: begin, expires_at: end }: ApiKey, now: Date): Date | null {
  return end === null ? null : new Date(now.getTime() + Date.parse(end) - Date.parse(begin));
}

/** The successor may do what the old key may, from where it may. */
function successorOf(
  { type, name, scopes, ip_allow_list: ipAllowList }: ApiKey,
  id: string,
  expiresAt: Date | null,
): ApiKeyWish {
  // What was stored before a scope was withdrawn from keys altogether is not carried on.
  const known = scopes && ApiKeyScope.options.filter((scope) => scopes.includes(scope));
  return { id, type, name, expiresAt, scopes: known, ipAllowList };
}

function cannotRotate(key: ApiKey): FieldfareError {
  return new FieldfareError('conflict', {
    detail: key.replaced_by === null ? 'api_key_ended' : 'api_key_rotated',
    message: 'The key was rotated before, or works no more. Rotate its successor, or create a new key.',
  });
}
