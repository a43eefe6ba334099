import type { KeptProcessorAccount } from '@fieldfare/db';
import { FieldfareError, ProcessorAccount, UpdateProcessorAccount } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { findChanged } from '../claim.ts';
import { idempotent } from '../idempotent.ts';
import { notFound } from '../not-found.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertRule } from './assert-rule.ts';
import { findAccount } from './find-account.ts';
import { credentialsIn, keepCredentials } from './keep-credentials.ts';
import type { Given } from './keep-credentials.ts';
import { presentAccount } from './present-account.ts';

/** `POST /v1/processor_accounts/{id}`: it holds on every server within half a second. The old credentials are forgotten. */
export function routeUpdateProcessorAccount(app: RestApp, deps: Deps): void {
  app.post(
    '/processor_accounts/:id',
    {
      schema: { params: IdParams, body: UpdateProcessorAccount },
      config: {
        words: { summary: 'Update a processor account', answer: ProcessorAccount, access: 'person', takesKey: true },
      },
    },
    async (request, reply) => {
      const caller = authorized(request, 'processors:write');
      const scope = { merchantId: caller.merchantId, mode: caller.mode };
      const { priority, rule, enabled } = request.body;
      const given = credentialsIn(request.body);
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async (_requestId, claim) => {
          const known = await findAccount(deps, caller, request.params.id);
          assertRule(known.processor, rule);
          const secret = given && (await replaceCredentials(deps, caller, known, given));
          const change = {
            ...(secret ? { secret: { ...secret, replaces: known.secretId } } : {}),
            ...(priority === undefined ? {} : { priority }),
            ...(rule === undefined ? {} : { rule }),
            ...(enabled === undefined ? {} : { isEnabled: enabled }),
          };
          const by = { actor: caller.actor, requestId: claim.id, at: deps.clock.now() };
          const changed = await deps.processorAccounts.update(known.id, scope, change, by);
          if (!changed || changed === 'changed') {
            if (secret) await deps.secrets.forget(secret.id, scope.merchantId);
            throw changed === null ? notFound('processor_account') : replacedMeanwhile();
          }
          if (secret) await deps.secrets.forget(known.secretId, scope.merchantId);
          return presentAccount(deps, changed);
        },
        found: async (claim) => {
          const { id } = request.params;
          const changed = await findChanged(deps, caller, claim, id, () => deps.processorAccounts.find(id, scope));
          return changed && presentAccount(deps, changed);
        },
      });
    },
  );
}

/** The old credentials complete the new ones; whoever replaced them in this moment has forgotten them. */
async function replaceCredentials(deps: Deps, caller: Caller, known: KeptProcessorAccount, given: Given) {
  try {
    return await keepCredentials(deps, caller, known.processor, given, known.secretId);
  } catch (error) {
    const { secretId } = await findAccount(deps, caller, known.id);
    throw secretId === known.secretId ? error : replacedMeanwhile();
  }
}

function replacedMeanwhile(): FieldfareError {
  return new FieldfareError('conflict', {
    detail: 'processor_credentials_changed',
    message:
      'Somebody else replaced the credentials at the same moment, so that this request has changed nothing. Look whether theirs are the ones to use.',
  });
}
