import { Session } from '@fieldfare/protocol';
import { presentSession } from '@fieldfare/payments';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/sessions/{id}` */
export function routeRetrieveSession(app: RestApp, deps: Deps): void {
  app.get(
    '/sessions/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve a session', answer: Session } } },
    async (request) => {
      const caller = authorized(request, 'sessions:read');
      const found = await findOwn('session', caller, (scope) => deps.sessions.find(request.params.id, scope));
      return asOf(deps.clock.now(), presentSession(found));
    },
  );
}

/** An open session whose time is over is expired for everyone, also before the job that writes it down has come by. */
function asOf(now: Date, session: Session): Session {
  const isLapsed = session.status === 'open' && Date.parse(session.expires_at) <= now.getTime();
  return isLapsed ? { ...session, status: 'expired' } : session;
}
