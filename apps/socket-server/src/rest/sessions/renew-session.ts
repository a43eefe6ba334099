import { presentSession } from '@fieldfare/payments';
import type { GenerationVerdict } from '@fieldfare/payments';
import { FieldfareError, Session } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Live } from '../../live.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { whyMissing } from '../find-own.ts';
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
          if (verdict.type !== 'renewed') throw await refusalOf(deps, caller, id, verdict.type);
          const { session } = verdict;
          live.closeGenerationsBefore(id, session.generation);
          return presentSession(verdict, await issuePtToken(deps, session, keyFor(session.apiKeyId)));
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

type Refusal = Exclude<GenerationVerdict['type'], 'renewed'>;

async function refusalOf(deps: Deps, caller: Caller, id: string, refusal: Refusal): Promise<FieldfareError> {
  switch (refusal) {
    case 'not_found':
      return whyMissing('session', caller, (scope) => deps.sessions.find(id, scope));
    case 'session_closed':
      return new FieldfareError('conflict', {
        detail: 'session_closed',
        message: 'The session has ended. Create a new one.',
      });
    case 'payment_in_flight':
      return new FieldfareError('conflict', {
        detail: 'payment_in_flight',
        retryable: true,
        message: 'A payment of this session is being processed. Ask again in a moment.',
      });
  }
}
