import { roleMay, SECRET_KEY_PERMISSIONS, userRoleMay } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import type { ApiKeyType } from '../ports.ts';
import type { Principal } from './principal.ts';

/** A publishable key lies open in a page: it may begin a purchase and look at nothing. */
const KEY_PERMISSIONS: Record<ApiKeyType, readonly Permission[]> = {
  secret: SECRET_KEY_PERMISSIONS,
  publishable: ['sessions:write'],
};

/** Whether somebody may do something at a merchant, by the protocol's one permission table. */
export function can(principal: Principal, permission: Permission, merchantId: string): boolean {
  if (principal.type === 'api_key') {
    const isInScope = principal.scopes === null || principal.scopes.includes(permission);
    return isInScope && principal.merchantId === merchantId && KEY_PERMISSIONS[principal.keyType].includes(permission);
  }
  if (principal.shopper) return principal.shopper.merchantId === merchantId && userRoleMay('CUSTOMER', permission);
  return (
    principal.merchants.some(({ id, role }) => id === merchantId && roleMay(role, permission)) ||
    userRoleMay(principal.role, permission)
  );
}
