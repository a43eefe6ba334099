import type { ShopperScope, UserPrincipal } from '@fieldfare/access';
import { requirePermission } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { authenticateUser } from '../authenticate.ts';

/** The shopper who asks, and where their account is; the account itself says so, and no header. */
export async function shopperOf(
  deps: Deps,
  request: FastifyRequest,
  permission: Permission,
): Promise<UserPrincipal & { shopper: ShopperScope }> {
  const principal = await authenticateUser(deps, request);
  const { shopper } = principal;
  if (!shopper)
    throw new FieldfareError('permission_denied', {
      detail: 'shopper_required',
      message: 'This shows a shopper what is their own. At a merchant, ask /v1/payments and /v1/payment_methods.',
    });
  requirePermission(principal, permission, shopper.merchantId);
  return { ...principal, shopper };
}
