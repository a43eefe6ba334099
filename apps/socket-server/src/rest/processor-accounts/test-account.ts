import { ProcessorCheck } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { notFound } from '../not-found.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/processor_accounts/{id}/test`: asks the processor something harmless with the account's credentials. */
export function routeTestProcessorAccount(app: RestApp, deps: Deps): void {
  app.post(
    '/processor_accounts/:id/test',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Try a processor account', answer: ProcessorCheck, access: 'person' } },
    },
    async (request): Promise<ProcessorCheck> => {
      const { merchantId, mode } = authorized(request, 'processors:write');
      const accounts = await deps.processorAccounts.list({ merchantId, mode });
      const account = accounts.find(({ id }) => id === request.params.id);
      if (!account) throw notFound('processor_account');
      const { isHealthy, detail } = await deps.processors.byName(`${account.processor}:${account.id}`).health();
      return { object: 'processor_check', healthy: isHealthy, detail };
    },
  );
}
