import { FieldfareError } from '@fieldfare/protocol';
import type { CreateSession } from '@fieldfare/protocol';
import { assertMethodAllowed } from './assert-method-allowed.ts';
import { customerMismatch, methodRevoked } from './charge-refusals.ts';
import type { PaymentMethodRecord } from './ports/payment-method-repository.ts';
import type { MerchantProfile, SessionRecord } from './records.ts';

/** What a session keeps of the saved card that its shopper pays with. Refuses one that cannot be paid with there. */
export function savedMethodOf(
  profile: MerchantProfile,
  { customer, currency }: Pick<CreateSession, 'customer' | 'currency'>,
  { id, method, status, customerId }: PaymentMethodRecord,
): SessionRecord['savedMethod'] {
  if (status === 'revoked') throw methodRevoked();
  if (customerId !== null && customer !== undefined && customer !== customerId) throw customerMismatch();
  if (method.type !== 'card') {
    throw new FieldfareError('validation_error', {
      detail: 'method_not_available',
      param: 'payment_method',
      message: 'Only a saved card is paid with in a session. Charge a saved bank account with POST /v1/payments.',
    });
  }
  assertMethodAllowed(profile, { methods: [method.type], currency }, method);
  return { id, method, code: profile.savedCardCode };
}
