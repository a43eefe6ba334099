import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail, LocationStatus } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { FieldsConnection } from '../fields/fields-socket.ts';
import { locationOf } from './location-of.ts';

const REFUSALS: Record<Exclude<LocationStatus, 'allowed'>, { detail: ErrorDetail; message: string }> = {
  required: { detail: 'location_required', message: 'Send host:location first.' },
  not_allowed: {
    detail: 'country_not_allowed',
    message: 'This merchant does not take payments from your country.',
  },
  unknown: {
    detail: 'country_unknown',
    message: 'This merchant takes payments from some countries only, and yours could not be found out.',
  },
};

/** Refuses a shopper who is not, as far as is known, where the merchant takes payments from. */
export async function assertLocation(deps: Deps, connection: FieldsConnection): Promise<void> {
  const status = locationOf(await deps.merchants.profile(connection.binding.merchantId), connection);
  connection.locationTold = status;
  if (status === 'allowed') return;
  throw new FieldfareError('permission_denied', { ...REFUSALS[status], audience: 'payer' });
}
