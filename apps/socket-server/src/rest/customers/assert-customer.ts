import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import type { Caller } from '../caller.ts';
import { whyMissing } from '../find-own.ts';

/** Refuses the id of a customer that the merchant does not have, where one is named. */
export async function assertCustomer(deps: Deps, caller: Caller, id: string | undefined): Promise<void> {
  if (id === undefined || (await deps.customers.find(id, caller))) return;
  const refusal = await whyMissing('customer', caller, (scope) => deps.customers.find(id, scope), 'customer');
  if (refusal.detail === 'other_mode') throw refusal;
  throw new FieldfareError('validation_error', {
    detail: 'customer_not_found',
    param: 'customer',
    message: 'There is no such customer. Create one with POST /v1/customers first.',
  });
}
