'use client';
import { buttonClasses, EmptyState } from '@fieldfare/ui';
import { useConsole } from '../shell/console-context.ts';
import { SoftLink } from '../soft-link.tsx';
import { listHref, type ListParams } from './list-params.ts';
import { statusFilter } from './status-filters.ts';

/** Says why the list is empty, and how to get out of it. */
export function NoPayments({ params }: { params: ListParams }) {
  const { scope } = useConsole();
  const everything = (
    <SoftLink href={listHref({})} className={buttonClasses('secondary')}>
      Show all payments
    </SoftLink>
  );
  if (params.search.trim() !== '') {
    return (
      <EmptyState title="Nothing found" action={everything}>
        No payment here has exactly this record number or reference. A record number has twelve characters, such as
        7K3M-92QX-4TBX.
      </EmptyState>
    );
  }
  if (params.customer !== null) {
    return (
      <EmptyState title="No such payments of this customer" action={everything}>
        Payments of sessions that name the customer, and charges of what is saved for them, are theirs.
      </EmptyState>
    );
  }
  if (params.filter !== 'all')
    return <EmptyState title={`No payments under “${statusFilter(params.filter).label}”`} action={everything} />;
  if (params.after !== null || params.before !== null) return <EmptyState title="Nothing more" action={everything} />;
  return (
    <EmptyState title={`No ${scope.mode} payments yet`}>
      They appear here by themselves, the moment a shopper pays.
    </EmptyState>
  );
}
