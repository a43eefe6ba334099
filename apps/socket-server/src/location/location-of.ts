import { weighLocation } from '@fieldfare/payments';
import type { MerchantProfile } from '@fieldfare/payments';
import type { LocationStatus } from '@fieldfare/protocol';
import type { FieldsConnection } from '../fields/fields-socket.ts';

/** Whether this connection's shopper is where its merchant takes payments from. A merchant that is gone takes them from nowhere. */
export function locationOf(profile: MerchantProfile | null | undefined, connection: FieldsConnection): LocationStatus {
  return profile ? weighLocation(profile, connection.whereabouts) : 'not_allowed';
}
