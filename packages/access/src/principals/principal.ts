import type { MerchantRole, Mode, Permission, UserRole } from '@fieldfare/protocol';
import type { ApiKeyType, ShopperScope } from '../ports.ts';

/** A merchant's program. */
export interface ApiKeyPrincipal {
  type: 'api_key';
  keyId: string;
  keyType: ApiKeyType;
  merchantId: string;
  mode: Mode;
  /** What it may do of what its type may; null is all of it. */
  scopes: readonly Permission[] | null;
}

/** Somebody who is signed in to the console. */
export interface UserPrincipal {
  type: 'user';
  userId: string;
  sessionId: string;
  email: string;
  role: UserRole;
  merchants: readonly { id: string; role: MerchantRole }[];
  /** Of a shopper: whose customer they are. */
  shopper: ShopperScope | null;
}

/** Who asks. */
export type Principal = ApiKeyPrincipal | UserPrincipal;
