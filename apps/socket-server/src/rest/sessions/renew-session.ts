import { presentSession } from '@fieldfare/payments';
import type { GenerationVerdict } from '@fieldfare/payments';
import { FieldfareError, Session } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findOwn } from '../find-own.ts';
import { notFound } from '../not-found.ts';
import { issuePtToken } from '../pt-token.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { keptSession, replaySession } from './kept-session.ts';

/** `POST /v1/sessions/{id}/token`: a new generation for a page that was reloaded. It closes the old host. */
export function routeRenewSession(app: RestApp, deps: Deps, live: Live): void {
  app.post(
    '/sessions/:id/token',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Make a new token for a page that was reloaded', answer: Session } },
    },
    async (request, reply) => {
      const caller = authorized(request, 'sessions:write');
      const { id } = request.params;
      const keyFor = (sessionKeyId: string) =>
        caller.principal.type === 'api_key' ? caller.principal.keyId : sessionKeyId;
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async () => {
          const verdict = await deps.sessions.renew(id, caller, deps.clock.now());
          // Where it is the caller's and of the other mode, that is said instead.
          if (verdict.type === 'not_found') await findOwn('session', caller, (scope) => deps.sessions.find(id, scope));
          const renewed = renewedBy(verdict);
          const { session } = renewed;
          live.closeGeneration(id, session.generation - 1);
          return presentSession(renewed, await issuePtToken(deps, session, keyFor(session.apiKeyId)));
        },
        kept: keptSession,
        replay: async (kept) => {
          const found = await deps.sessions.find(id, caller);
          if (!found) throw notFound('session');
          return replaySession(deps, caller, kept as Session, keyFor(found.session.apiKeyId));
        },
      });
    },
  );
}

function renewedBy(verdict: GenerationVerdict): Extract<GenerationVerdict, { type: 'renewed' }> {
  switch (verdict.type) {
    case 'renewed':
      return verdict;
    case 'not_found':
      throw notFound('session');
    case 'session_closed':
      throw new FieldfareError('conflict', {
        detail: 'session_closed',
        message: 'The session has ended. Create a new one.',
      });
    case 'payment_in_flight':
      throw new FieldfareError('conflict', {
        detail: 'payment_in_flight',
        retryable: true,
        message: 'A payment of this session is being processed. Ask again in a moment.',
      });
  }
}
