import type { GivenRecoveryCodes, SecondFactorProof } from '@fieldfare/access';
import {
  ConfirmSecondFactor,
  ProveSecondFactor,
  RecoveryCodes,
  SecondFactor,
  SecondFactorSetUp,
} from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { sessionEnded } from '../../console/authenticate-console.ts';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authenticateForSetUp } from '../authenticate.ts';
import { EmptyBody } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { tellRights } from '../team/tell-rights.ts';
import { tellSecondFactor } from './tell-second-factor.ts';

/** `/v1/console/second_factor`: a person's own. It is all that somebody may do whose merchant asks for one that they do not have yet. */
export function routeSecondFactor(app: RestApp, deps: Deps, live: Live): void {
  const { secondFactor } = deps.consoleAuth;
  const words = { access: 'console' } as const;

  app.get(
    '/console/second_factor',
    { config: { words: { ...words, summary: 'See your own second factor', answer: SecondFactor } } },
    async (request) => statusOf((await authenticateForSetUp(deps, request)).userId),
  );
  app.post(
    '/console/second_factor/set_up',
    {
      schema: { body: EmptyBody },
      config: { words: { ...words, summary: 'Begin to set up a second factor', answer: SecondFactorSetUp } },
    },
    async (request): Promise<SecondFactorSetUp> => {
      const { secret, uri } = await secondFactor.setUp(await authenticateForSetUp(deps, request));
      return { object: 'second_factor_set_up', secret, uri };
    },
  );
  app.post(
    '/console/second_factor/confirm',
    {
      schema: { body: ConfirmSecondFactor },
      config: { words: { ...words, summary: 'Turn your second factor on', answer: RecoveryCodes } },
    },
    async (request) => {
      const given = await secondFactor.confirm(await proofOf(request, request.body));
      for (const sessionId of given.endedSessionIds) live.signOut(sessionId, given.userId);
      await changed(request, given.userId, 'on');
      return presentCodes(given);
    },
  );
  app.post(
    '/console/second_factor/recovery_codes',
    {
      schema: { body: ProveSecondFactor },
      config: { words: { ...words, summary: 'Get new recovery codes', answer: RecoveryCodes } },
    },
    async (request) => {
      const given = await secondFactor.replaceRecoveryCodes(await proofOf(request, request.body));
      await changed(request, given.userId, 'recovery_codes_replaced');
      return presentCodes(given);
    },
  );
  app.post(
    '/console/second_factor/turn_off',
    {
      schema: { body: ProveSecondFactor },
      config: { words: { ...words, summary: 'Turn your second factor off', answer: SecondFactor } },
    },
    async (request) => {
      const userId = await secondFactor.turnOff(await proofOf(request, request.body));
      // Where a merchant asks for one, their rights end here.
      await tellRights(deps, live, userId, request.id);
      await changed(request, userId, 'off');
      return statusOf(userId);
    },
  );

  async function statusOf(userId: string): Promise<SecondFactor> {
    const status = await secondFactor.status(userId);
    if (!status) throw sessionEnded();
    return {
      object: 'second_factor',
      enabled_at: status.enabledAt?.toISOString() ?? null,
      recovery_codes_left: status.recoveryCodesLeft,
      required_by: status.requiredBy,
    };
  }

  async function proofOf(
    request: FastifyRequest,
    { current_password: currentPassword, code }: z.infer<typeof ProveSecondFactor>,
  ): Promise<SecondFactorProof> {
    const { email, sessionId, shopper } = await authenticateForSetUp(deps, request);
    return { email, shopper, sessionId, currentPassword, code, ip: request.ip, requestId: request.id };
  }

  async function changed(
    { id, ip }: FastifyRequest,
    userId: string,
    news: Parameters<typeof tellSecondFactor>[2],
  ): Promise<void> {
    deps.log.info({ request_id: id, user_id: userId, ip, detail: news }, 'second factor changed');
    await tellSecondFactor(deps, userId, news);
  }
}

function presentCodes({ codes, endedSessionIds }: GivenRecoveryCodes): RecoveryCodes {
  return { object: 'recovery_codes', codes, ended_sessions: endedSessionIds.length };
}
