import { FieldfareError } from '@fieldfare/protocol';
import type { ErrorDetail, MaskedMethod } from '@fieldfare/protocol';
import type { MerchantProfile, SessionRecord } from './records.ts';

/** Refuses a method, a brand or a currency that the profile does not take, in words for who is paying. */
export function assertMethodAllowed(
  profile: Pick<MerchantProfile, 'methods' | 'brands' | 'currencies'>,
  session: Pick<SessionRecord, 'methods' | 'currency'>,
  { type, brand }: Pick<MaskedMethod, 'type' | 'brand'>,
): void {
  if (!session.methods.includes(type) || !profile.methods.includes(type)) {
    throw refused('method_not_allowed', 'method', 'This shop does not take this way of paying. Please choose another.');
  }
  if (type === 'card' && brand !== null && profile.brands.length > 0 && !profile.brands.includes(brand)) {
    throw refused('brand_not_allowed', 'card', 'This shop does not take cards of this brand. Please use another card.');
  }
  if (profile.currencies.length > 0 && !profile.currencies.includes(session.currency)) {
    throw refused('currency_not_allowed', 'currency', `This shop does not take payments in ${session.currency}.`);
  }
}

function refused(detail: ErrorDetail, param: string, message: string): FieldfareError {
  return new FieldfareError('validation_error', { detail, param, audience: 'payer', message });
}
