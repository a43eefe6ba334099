import type { PaymentRecord } from '@fieldfare/payments';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { findOwn } from '../find-own.ts';

/** The caller's payment of that id. */
export async function findPayment(deps: Deps, caller: Caller, id: string): Promise<PaymentRecord> {
  return findOwn('payment', caller, (scope) => deps.payments.find(id, scope));
}
