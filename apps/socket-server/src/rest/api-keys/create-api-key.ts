import { ApiKeyWithSecret, CreateApiKey, FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { newApiKey, secretShownOnce } from './new-api-key.ts';

/** `POST /v1/api_keys`: the one answer that shows the key whole. */
export function routeCreateApiKey(app: RestApp, deps: Deps): void {
  app.post(
    '/api_keys',
    {
      schema: { body: CreateApiKey },
      config: { words: { summary: 'Create an API key, shown whole this once', answer: ApiKeyWithSecret, status: 201 } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'api_keys:write');
      const { name, type, expires_at: end } = request.body;
      const expiresAt = end === undefined ? null : new Date(end);
      if (expiresAt && expiresAt <= deps.clock.now()) throw expiryPassed();
      return idempotent<ApiKeyWithSecret>(deps, caller, request, reply, {
        statusCode: 201,
        run: async () => {
          const { key, secret } = await newApiKey(deps, caller, { type, name, expiresAt });
          return { ...(await deps.apiKeyAdmin.insert(key, caller.actor, request.id)), secret };
        },
        kept: ({ secret: _secret, ...key }) => key,
        replay: secretShownOnce,
      });
    },
  );
}

function expiryPassed(): FieldfareError {
  return new FieldfareError('validation_error', {
    detail: 'expires_at_invalid',
    param: 'expires_at',
    message: 'expires_at must lie in the future.',
  });
}
