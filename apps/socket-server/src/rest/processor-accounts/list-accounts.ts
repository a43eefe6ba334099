import { ProcessorAccountList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { presentAccount } from './present-account.ts';

/** `GET /v1/processor_accounts`: by priority, all of them; there are never many. */
export function routeListProcessorAccounts(app: RestApp, deps: Deps): void {
  app.get(
    '/processor_accounts',
    {
      config: {
        words: { summary: 'List processor accounts by priority', answer: ProcessorAccountList, access: 'person' },
      },
    },
    async (request): Promise<ProcessorAccountList> => {
      const { merchantId, mode } = authorized(request, 'processors:read');
      const accounts = await deps.processorAccounts.list({ merchantId, mode });
      return { object: 'list', data: accounts.map((account) => presentAccount(deps, account)), has_more: false };
    },
  );
}
