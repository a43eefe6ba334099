import { ApiKey, FieldfareError, UpdateApiKey } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { findOwn } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertNarrowable } from './assert-narrowable.ts';

/** `POST /v1/api_keys/{id}`: its name, what it may do and from where. It holds on every server within half a second. */
export function routeUpdateApiKey(app: RestApp, deps: Deps): void {
  app.post(
    '/api_keys/:id',
    {
      schema: { params: IdParams, body: UpdateApiKey },
      config: { words: { summary: 'Update an API key', answer: ApiKey, access: 'person', takesKey: true } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'api_keys:write');
      const { merchantId, mode, actor } = caller;
      const scope = { merchantId, mode };
      const { name, scopes, ip_allow_list: ipAllowList } = request.body;
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(scopes === undefined ? {} : { scopes }),
        ...(ipAllowList === undefined ? {} : { ipAllowList }),
      };
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async (_requestId, claim) => {
          const key = await findOwn('api_key', caller, (its) => deps.apiKeyAdmin.find(request.params.id, its));
          assertNarrowable(key.type, request.body);
          const changed = await deps.apiKeyAdmin.update(key.id, scope, change, actor, claim.id, deps.clock.now());
          if (!changed) throw keyEnded();
          return changed;
        },
        found: (claim) => {
          const { id } = request.params;
          return findChanged(deps, caller, claim, id, () => deps.apiKeyAdmin.find(id, scope));
        },
      });
    },
  );
}

function keyEnded(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'api_key_ended',
    message: 'The key works no more, so there is nothing to change. Create a new one.',
  });
}
