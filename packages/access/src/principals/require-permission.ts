import { FieldfareError } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import { can } from './can.ts';
import type { Principal } from './principal.ts';

/** Throws `permission_denied` / `missing_permission`, naming the permission, unless the principal has it at the merchant. */
export function requirePermission(principal: Principal, permission: Permission, merchantId: string): void {
  if (can(principal, permission, merchantId)) return;
  const who = principal.type === 'api_key' ? 'This API key' : 'Your role at this merchant';
  throw new FieldfareError('permission_denied', {
    detail: 'missing_permission',
    message: `${who} lacks the permission ${permission}.`,
  });
}
