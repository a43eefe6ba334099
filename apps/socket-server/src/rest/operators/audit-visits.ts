import type { Deps } from '../../deps.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** Notes every look of an operator at a merchant that he is no member of, before it is answered: what cannot be noted is not shown. */
export function auditVisits(app: RestApp, deps: Deps): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    const { caller } = request;
    if (caller?.principal.type === 'user' && reply.statusCode < 400) {
      const { id = '' } = (request.params ?? {}) as { id?: string };
      const { url = '' } = request.routeOptions;
      const looked = { merchantId: caller.merchantId, action: 'operator.read', subject: id || url } as const;
      await deps.visits.note(caller.principal, looked, request.id);
    }
    return payload;
  });
}
