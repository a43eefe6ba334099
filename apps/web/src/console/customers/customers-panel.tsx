'use client';
import { EmptyState, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { QueryStates } from '../query-states.tsx';
import { useConsole } from '../shell/console-context.ts';
import { TrailPager } from '../trail-pager.tsx';
import { CustomerRow } from './customer-row.tsx';
import { useCustomers } from './use-customers.ts';

/** The customers that fit, newest first, page by page. */
export function CustomersPanel({ search }: { search: string }) {
  const { scope } = useConsole();
  const [trail, setTrail] = useState<string[]>([]);
  const customers = useCustomers(search, trail.at(-1) ?? null);
  const page = customers.data;
  return (
    <Panel>
      <QueryStates query={customers} title="The customers could not be read">
        {(page) =>
          page.data.length > 0 ? (
            <ul aria-label="Customers" className="divide-y divide-line">
              {page.data.map((customer) => (
                <CustomerRow key={customer.id} customer={customer} />
              ))}
            </ul>
          ) : search === '' ? (
            <EmptyState title={`No ${scope.mode} customers yet`}>
              Your server makes them with <code className="font-mono">POST /v1/customers</code>.
            </EmptyState>
          ) : (
            <EmptyState title="Nobody found">
              No customer here has exactly this e-mail address, reference or id.
            </EmptyState>
          )
        }
      </QueryStates>
      {page && (page.has_more || trail.length > 0) ? (
        <TrailPager trail={trail} onTurn={setTrail} page={page} isBusy={customers.isPlaceholderData} />
      ) : null}
    </Panel>
  );
}
