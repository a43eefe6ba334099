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
      return presentSession(await findOwn('session', caller, (scope) => deps.sessions.find(request.params.id, scope)));
    },
  );
}
