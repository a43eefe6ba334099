import { at } from '../api.ts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  CreateCustomerParams,
  Customer,
  CustomerAccount,
  CustomerInvitation,
  CustomerList,
  ListCustomersParams,
  UpdateCustomerParams,
} from '../types.ts';
import { createReadOnly } from './read-only.ts';
import type { ReadOnly } from './read-only.ts';

export interface Customers extends ReadOnly<Customer, CustomerList, ListCustomersParams> {
  create(params?: CreateCustomerParams, options?: RequestOptions): Promise<Customer>;
  /** What is left out stays as it is; a metadata key with an empty value goes. */
  update(id: string, params: UpdateCustomerParams, options?: RequestOptions): Promise<Customer>;
  /** Whether the customer can sign in to see their own payments. */
  account(id: string, options?: RequestOptions): Promise<CustomerAccount>;
  /** A link by which the customer opens an account. It is shown this once, and voids the one before it. */
  invite(id: string, options?: RequestOptions): Promise<CustomerInvitation>;
  /** Takes the account away, and the invitation to it. */
  removeAccount(id: string, options?: RequestOptions): Promise<CustomerAccount>;
}

export function createCustomers(api: Api): Customers {
  return {
    ...createReadOnly<Customer, CustomerList, ListCustomersParams>(api, 'customers', {}),
    create: (params = {}, options) => api.post('/v1/customers', params, options),
    update: (id, params, options) => api.post(at('customers', id), params, options),
    account: (id, options) => api.get(at('customers', id, 'account'), {}, options),
    invite: (id, options) => api.post(at('customers', id, 'account'), {}, options),
    removeAccount: (id, options) => api.post(at('customers', id, 'account/remove'), {}, options),
  };
}
