import type { Principal } from '@fieldfare/access';
import { requirePermission } from '@fieldfare/access';
import type { Actor, PaymentScope } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
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

/** The request's caller, who must have the permission at the merchant. A publishable key, which lies open in pages, has none here. */
export function authorized(request: FastifyRequest, permission: Permission): Caller {
  const caller = authorizedPage(request, permission);
  if (caller.principal.type !== 'api_key' || caller.principal.keyType === 'secret') return caller;
  throw new FieldfareError('permission_denied', {
    detail: 'secret_key_required',
    message: 'A publishable key only creates sessions. Call this with a secret key, from your server.',
  });
}

/** The same for the one route that a page may call. */
export function authorizedPage(request: FastifyRequest, permission: Permission): Caller {
  const { caller } = request;
  if (!caller) throw new TypeError(`the route ${request.routeOptions.url ?? ''} is not behind authenticate`);
  requirePermission(caller.principal, permission, caller.merchantId);
  return caller;
}

/** Whether the merchant that the caller names is their own. Whoever names another one uses up nothing of its share of requests. */
export function worksFor({ principal, merchantId }: Caller): boolean {
  return principal.type === 'api_key' || principal.merchants.some(({ id }) => id === merchantId);
}
