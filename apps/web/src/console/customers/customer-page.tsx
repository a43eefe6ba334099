'use client';
import { Icon, Panel } from '@fieldfare/ui';
import Link from 'next/link';
import { MetadataPanel } from '../payments/metadata-panel.tsx';
import { QueryStates } from '../query-states.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerPayments } from './customer-payments.tsx';
import { customerDetails, customerName } from './customer-words.ts';
import { SavedMethodsPanel } from './saved-methods-panel.tsx';
import { useCustomer } from './use-customers.ts';

/** One customer: who it is, what they paid, and what is saved for them. */
export function CustomerPage({ id }: { id: string }) {
  const query = useCustomer(id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Link href="/console/customers" className="flex w-fit items-center gap-1.5 text-sm text-muted hover:text-ink">
        <Icon name="back" width="12" height="12" />
        Customers
      </Link>
      {query.data === undefined ? (
        <Panel>
          <QueryStates isPage query={query} title="The customer could not be read">
            {() => null}
          </QueryStates>
        </Panel>
      ) : (
        <>
          <div className="grid gap-1">
            <h1 className="text-2xl font-semibold break-words">{customerName(query.data)}</h1>
            <p className="break-words text-muted">{customerDetails(query.data).join(' · ')}</p>
          </div>
          <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <SavedMethodsPanel customerId={id} />
              <CustomerPayments customerId={id} />
            </div>
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <CustomerFacts customer={query.data} />
              <MetadataPanel metadata={query.data.metadata} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
