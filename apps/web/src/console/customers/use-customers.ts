'use client';
import { Customer, CustomerList } from '@fieldfare/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { customerSearch } from './customer-search.ts';

const PAGE = 25;

export function useCustomer(id: string) {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: queryKeys.customer(scope, id),
    queryFn: ({ signal }) => rest({ path: `/v1/customers/${id}`, schema: Customer, signal }),
    enabled: can('customers:read'),
  });
}

/** A page of the customers that fit what was typed, behind the customer `after`. An id finds one or none. */
export function useCustomers(typed: string, after: string | null) {
  const { rest, scope } = useConsole();
  const search = customerSearch(typed);
  return useQuery({
    queryKey: [...queryKeys.customers(scope), search, after],
    queryFn: async ({ signal }): Promise<CustomerList> => {
      if (search?.by === 'id') {
        const path = `/v1/customers/${search.text}`;
        const found = await rest({ path, schema: Customer, signal }).catch(noneFor404);
        return { object: 'list', data: found === null ? [] : [found], has_more: false };
      }
      const query = { limit: PAGE, starting_after: after ?? undefined, ...(search && { [search.by]: search.text }) };
      return rest({ path: '/v1/customers', schema: CustomerList, query, signal });
    },
    placeholderData: keepPreviousData,
  });
}

function noneFor404(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
}
