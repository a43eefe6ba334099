import { ListMerchantsQuery, MerchantEntryList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { pageOf } from '../page-of.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { authorizeOperator } from './authorize-operator.ts';

/** `GET /v1/merchants`: every merchant of the installation. For those who run it. */
export function routeListMerchants(app: RestApp, deps: Deps): void {
  app.get(
    '/merchants',
    {
      schema: { querystring: ListMerchantsQuery },
      config: { words: { summary: 'List merchants, newest first', answer: MerchantEntryList, access: 'console' } },
    },
    async (request): Promise<MerchantEntryList> => {
      await authorizeOperator(deps, request, 'merchants:read');
      const { items, hasMore } = await deps.listMerchants(request.query.search, pageOf(request.query));
      return { object: 'list', data: items, has_more: hasMore };
    },
  );
}
