'use client';
import { classes, ErrorState, Panel } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import type { ListParams } from './list-params.ts';
import { NoPayments } from './no-payments.tsx';
import { Pager } from './pager.tsx';
import { PaymentsSkeleton } from './payments-skeleton.tsx';
import { PaymentsTable } from './payments-table.tsx';
import { usePaymentList } from './use-payment-list.ts';

/** The list in whichever state it is. */
export function PaymentsPanel({ params }: { params: ListParams }) {
  const list = usePaymentList(params);
  if (list.data === undefined) {
    return (
      <Panel>
        {list.isError ? (
          <ErrorState
            title="The payments could not be read"
            {...problemWords(list.error)}
            onRetry={() => void list.refetch()}
            isRetrying={list.isFetching}
          />
        ) : (
          <PaymentsSkeleton />
        )}
      </Panel>
    );
  }
  return (
    <Panel className={classes('transition-opacity', list.isPlaceholderData && 'opacity-60')}>
      {list.data.data.length === 0 ? (
        <NoPayments params={params} />
      ) : (
        <PaymentsTable payments={list.data.data} isBusy={list.isPlaceholderData} />
      )}
      <Pager params={params} page={list.data} isBusy={list.isPlaceholderData} />
    </Panel>
  );
}
