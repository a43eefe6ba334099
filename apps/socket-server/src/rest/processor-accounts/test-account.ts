import { ProcessorCheck } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { findAccount } from './find-account.ts';

/** `POST /v1/processor_accounts/{id}/test`: asks the processor something harmless with the account's credentials. */
export function routeTestProcessorAccount(app: RestApp, deps: Deps): void {
  app.post(
    '/processor_accounts/:id/test',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Try a processor account', answer: ProcessorCheck, access: 'person' } },
    },
    async (request): Promise<ProcessorCheck> => {
      const account = await findAccount(deps, authorized(request, 'processors:write'), request.params.id);
      const { isHealthy, detail } = await deps.processors.byName(`${account.processor}:${account.id}`).health();
      return { object: 'processor_check', healthy: isHealthy, detail };
    },
  );
}
