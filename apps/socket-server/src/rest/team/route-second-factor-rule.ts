import { rightWasTaken } from '@fieldfare/db';
import { RequireSecondFactor, SecondFactorRule } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { tellRights } from './tell-rights.ts';

/** `/v1/team/second_factor`: whether whoever works for the merchant needs one. Who has none loses their rights within a second, until they have set one up. */
export function routeSecondFactorRule(app: RestApp, deps: Deps, live: Live): void {
  const words = { access: 'person', answer: SecondFactorRule } as const;
  app.get(
    '/team/second_factor',
    { config: { words: { ...words, summary: 'See whether the team needs a second factor' } } },
    async (request): Promise<SecondFactorRule> => {
      const { merchantId } = authorized(request, 'team:read');
      return { object: 'second_factor_rule', required: await deps.team.requiresSecondFactor(merchantId) };
    },
  );
  app.post(
    '/team/second_factor',
    {
      schema: { body: RequireSecondFactor },
      config: { words: { ...words, summary: 'Ask the team for a second factor' } },
    },
    async (request): Promise<SecondFactorRule> => {
      const { merchantId, actor } = authorized(request, 'team:write');
      const { required } = request.body;
      const change = { merchantId, actor, requestId: request.id, at: deps.clock.now() };
      const without = await deps.team.requireSecondFactor(required, change);
      if (!without) throw rightWasTaken();
      for (const userId of without) await tellRights(deps, live, userId, request.id);
      return { object: 'second_factor_rule', required };
    },
  );
}
