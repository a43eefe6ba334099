import type { PaymentRecord } from '@fieldfare/payments';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { notFound } from '../not-found.ts';

/** The caller's payment of that id. Somebody else's answers exactly like none. */
export async function findPayment(deps: Deps, caller: Caller, id: string): Promise<PaymentRecord> {
  const payment = await deps.payments.find(id, caller);
  if (!payment) throw notFound('payment');
  return payment;
}
