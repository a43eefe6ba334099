import { FieldfareError, SECRET_KEY_PERMISSIONS } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import { can } from './can.ts';
import type { Principal } from './principal.ts';

/** Throws `permission_denied` / `missing_permission`, naming the permission, unless the principal has it at the merchant. */
export function requirePermission(principal: Principal, permission: Permission, merchantId: string): void {
  if (can(principal, permission, merchantId)) return;
  throw new FieldfareError('permission_denied', {
    detail: 'missing_permission',
    message: `${whoOf(principal)} lacks the permission ${permission}. ${adviceOn(principal, permission)}`,
  });
}

function whoOf(principal: Principal): string {
  if (principal.type !== 'api_key') return 'Your role at this merchant';
  return principal.keyType === 'publishable' ? 'A publishable key' : 'This API key';
}

function adviceOn(principal: Principal, permission: Permission): string {
  if (principal.type !== 'api_key') return 'Ask one of its admins.';
  if (!SECRET_KEY_PERMISSIONS.includes(permission)) return 'No key has it: people do this, with a console token.';
  return principal.keyType === 'publishable'
    ? 'It only creates sessions. Call this with a secret key, from your server.'
    : 'Add it to the scopes of the key in the console, or use another key.';
}
