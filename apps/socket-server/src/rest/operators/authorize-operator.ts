import type { UserPrincipal } from '@fieldfare/access';
import { FieldfareError, userRoleMay } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { authenticateUser } from '../authenticate.ts';

/** Who asks, whose role must allow what concerns the whole installation. */
export async function authorizeOperator(
  deps: Deps,
  request: FastifyRequest,
  permission: Permission,
): Promise<UserPrincipal> {
  const user = await authenticateUser(deps, request);
  if (userRoleMay(user.role, permission)) return user;
  throw new FieldfareError('permission_denied', {
    detail: 'operator_required',
    message: 'This is for who runs the installation: an account of the role ADMIN.',
  });
}
