import type { UserPrincipal } from '@fieldfare/access';
import type { AuditLogStore, Visit } from '@fieldfare/db';
import type { Clock } from '@fieldfare/payments';

/** Who looks: of a socket's owner as much as of a request's. */
export type Visitor = Pick<UserPrincipal, 'userId' | 'sessionId' | 'email' | 'role'> & {
  merchants: readonly { id: string }[];
};

export interface Visits {
  /** Notes a look at a merchant by an operator who is no member there; everybody else's is no visit. Resolves once it is written. */
  note(visitor: Visitor, visit: Visit, requestId: string): Promise<void>;
}

/** The same look, taken again and again by a page that refreshes itself, is noted once in so long. */
const AGAIN_AFTER_MS = 10 * 60_000;
const MAX_REMEMBERED = 10_000;

export function createVisits(auditLog: AuditLogStore, clock: Clock): Visits {
  const noted = new Map<string, number>();
  return {
    note: async (visitor, visit, requestId) => {
      if (visitor.role !== 'ADMIN' || visitor.merchants.some(({ id }) => id === visit.merchantId)) return;
      const now = clock.now();
      const key = [visitor.sessionId, visit.merchantId, visit.action, visit.subject].join(' ');
      if (now.getTime() - (noted.get(key) ?? -Infinity) < AGAIN_AFTER_MS) return;
      const actor = { type: 'user', id: visitor.userId, name: visitor.email } as const;
      await auditLog.visit(visit, { actor, requestId, now });
      if (noted.size >= MAX_REMEMBERED) noted.clear();
      noted.set(key, now.getTime());
    },
  };
}
