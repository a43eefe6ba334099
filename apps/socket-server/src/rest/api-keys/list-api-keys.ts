import { ApiKeyList, idOf, pageLimit } from '@fieldfare/protocol';
import * as z from 'zod';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { pageOf } from '../page-of.ts';
import type { RestApp } from '../zod-type-provider.ts';

const ListApiKeysQuery = z.strictObject({
  limit: pageLimit(),
  starting_after: idOf('apiKey').optional(),
  ending_before: idOf('apiKey').optional(),
});

/** `GET /v1/api_keys`: newest first, never a secret. */
export function routeListApiKeys(app: RestApp, deps: Deps): void {
  app.get(
    '/api_keys',
    {
      schema: { querystring: ListApiKeysQuery },
      config: { words: { summary: 'List API keys, newest first', answer: ApiKeyList, access: 'person' } },
    },
    async (request): Promise<ApiKeyList> => {
      const { merchantId, mode } = authorized(request, 'api_keys:read');
      const page = await deps.apiKeyAdmin.list({ merchantId, mode }, pageOf(request.query));
      return { object: 'list', data: page.items, has_more: page.hasMore };
    },
  );
}
