import { CreateProcessorAccount, ProcessorAccount } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertRule } from './assert-rule.ts';
import { credentialsIn, keepCredentials } from './keep-credentials.ts';
import { presentAccount } from './present-account.ts';

/** `POST /v1/processor_accounts`: from then on the merchant's payments of this mode go to its accounts. */
export function routeCreateProcessorAccount(app: RestApp, deps: Deps): void {
  app.post(
    '/processor_accounts',
    {
      schema: { body: CreateProcessorAccount },
      config: {
        words: {
          summary: 'Add a processor account',
          answer: ProcessorAccount,
          status: 201,
          access: 'person',
          takesKey: true,
        },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'processors:write');
      const { processor, priority, rule } = request.body;
      assertRule(processor, rule);
      return idempotent(deps, caller, request, reply, {
        statusCode: 201,
        run: async (_requestId, claim) => {
          const secret = await keepCredentials(deps, caller, processor, credentialsIn(request.body) ?? {});
          const createdAt = deps.clock.now();
          const { merchantId, mode, actor } = caller;
          const account = await deps.processorAccounts.insert(
            {
              id: claim.idOf('processorAccount'),
              merchantId,
              mode,
              processor,
              secretId: secret.id,
              credentialsHint: secret.hint,
              priority,
              rule,
              createdBy: actor.name,
              createdAt,
            },
            actor,
            claim.id,
          );
          return presentAccount(deps, account);
        },
        found: async (claim) => {
          const { merchantId, mode } = caller;
          const made = await deps.processorAccounts.find(claim.idOf('processorAccount'), { merchantId, mode });
          return made && presentAccount(deps, made);
        },
      });
    },
  );
}
