import type { Principal } from '@fieldfare/access';
import { requirePermission } from '@fieldfare/access';
import type { Actor, PaymentScope } from '@fieldfare/payments';
import type { Permission } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';

/** Who asks, for which merchant, in which mode, and how the audit log names them. */
export interface Caller extends PaymentScope {
  principal: Principal;
  actor: Actor;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** The request's caller, who must have the permission at the merchant. */
export function authorized(request: FastifyRequest, permission: Permission): Caller {
  const { caller } = request;
  if (!caller) throw new TypeError(`the route ${request.routeOptions.url ?? ''} is not behind authenticate`);
  requirePermission(caller.principal, permission, caller.merchantId);
  return caller;
}
