import type { SessionRecord } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import type { PaymentMethodType } from '@fieldfare/protocol';

/** Refuses a method that the session does not take. */
export function assertMethod(session: SessionRecord, method: PaymentMethodType): void {
  if (session.methods.includes(method)) return;
  throw new FieldfareError('validation_error', {
    detail: 'method_not_allowed',
    param: 'method',
    message: `This session does not take ${method}.`,
  });
}
