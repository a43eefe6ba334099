import { ApiKeyWithSecret, CreateApiKey } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertNarrowable } from './assert-narrowable.ts';
import { expiryOf } from './expiry-of.ts';
import { newApiKey, secretShownOnce } from './new-api-key.ts';

/** `POST /v1/api_keys`: the one answer that shows the key whole. */
export function routeCreateApiKey(app: RestApp, deps: Deps): void {
  app.post(
    '/api_keys',
    {
      schema: { body: CreateApiKey },
      config: {
        words: {
          summary: 'Create an API key, shown whole this once',
          answer: ApiKeyWithSecret,
          status: 201,
          access: 'person',
          takesKey: true,
        },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'api_keys:write');
      const { name, type, scopes, ip_allow_list: ipAllowList } = request.body;
      const expiresAt = expiryOf(request.body, deps.clock.now());
      assertNarrowable(type, request.body);
      return idempotent<ApiKeyWithSecret>(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const id = claim.idOf('apiKey');
          const { key, secret } = await newApiKey(deps, caller, { id, type, name, expiresAt, scopes, ipAllowList });
          return { ...(await deps.apiKeyAdmin.insert(key, caller.actor, claim.id)), secret };
        },
        found: (claim) =>
          deps.apiKeyAdmin.find(claim.idOf('apiKey'), { merchantId: caller.merchantId, mode: caller.mode }),
        kept: ({ secret: _secret, ...key }) => key,
        replay: secretShownOnce,
      });
    },
  );
}
