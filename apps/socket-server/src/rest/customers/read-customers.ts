import { presentCustomer } from '@fieldfare/payments';
import { Customer, CustomerList, ListCustomersQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/customers` and `GET /v1/customers/{id}` */
export function routeReadCustomers(app: RestApp, deps: Deps): void {
  app.get(
    '/customers',
    {
      schema: { querystring: ListCustomersQuery },
      config: { words: { summary: 'List customers, newest first', answer: CustomerList } },
    },
    async (request): Promise<CustomerList> => {
      const caller = authorized(request, 'customers:read');
      const { email, reference } = request.query;
      const filter = { ...(email === undefined ? {} : { email }), ...(reference === undefined ? {} : { reference }) };
      const { items, hasMore } = await deps.customers.list(caller, filter, pageOf(request.query));
      return { object: 'list', data: items.map(presentCustomer), has_more: hasMore };
    },
  );

  app.get(
    '/customers/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve a customer', answer: Customer } } },
    async (request) => {
      const caller = authorized(request, 'customers:read');
      return presentCustomer(
        await findOwn('customer', caller, (scope) => deps.customers.find(request.params.id, scope)),
      );
    },
  );
}
