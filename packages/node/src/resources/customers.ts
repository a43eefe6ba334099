import { at } from '../api.ts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../send-request.ts';
import type {
  CreateCustomerParams,
  Customer,
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
}

export function createCustomers(api: Api): Customers {
  return {
    ...createReadOnly<Customer, CustomerList, ListCustomersParams>(api, 'customers', {}),
    create: (params = {}, options) => api.post('/v1/customers', params, options),
    update: (id, params, options) => api.post(at('customers', id), params, options),
  };
}
