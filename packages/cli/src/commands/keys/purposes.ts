import type { KeyPurpose } from '@fieldfare/vault';

/** What can be rotated, by the operator's word for it. */
export const ROTATABLE = {
  root: ['root'],
  token: ['token'],
  payload: ['payload_x25519', 'payload_p256'],
  merchant: [],
} as const satisfies Record<string, readonly KeyPurpose[]>;
export type Rotatable = keyof typeof ROTATABLE;
export const ROTATABLE_NAMES = Object.keys(ROTATABLE) as [Rotatable, ...Rotatable[]];
