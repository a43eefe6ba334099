'use client';
import { Button, EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { OwnPaymentRow } from './own-payment-row.tsx';
import { useShopper } from './shopper-context.ts';
import { useOwnPayments } from './use-own-payments.ts';

/** What the shopper paid, newest first. */
export function OwnPaymentsPanel() {
  const { shop } = useShopper();
  const payments = useOwnPayments();
  if (payments.data === undefined) {
    return (
      <Panel title="Payments">
        {payments.isError ? (
          <ErrorState
            title="Your payments could not be read"
            {...problemWords(payments.error)}
            onRetry={() => void payments.refetch()}
            isRetrying={payments.isFetching}
          />
        ) : (
          <div className="grid gap-6 p-4" aria-busy="true">
            <Skeleton className="h-10 w-full" />
            <Skeleton className="h-10 w-full" />
            <Skeleton className="h-10 w-full" />
          </div>
        )}
      </Panel>
    );
  }
  const shown = payments.data.pages.flatMap(({ data }) => data);
  return (
    <Panel title="Payments">
      {shown.length === 0 ? (
        <EmptyState title="No payments yet">What you pay at {shop.merchant.name} appears here by itself.</EmptyState>
      ) : (
        <ul aria-label="My payments" className="divide-y divide-line">
          {shown.map((payment) => (
            <OwnPaymentRow key={payment.id} payment={payment} />
          ))}
        </ul>
      )}
      {payments.hasNextPage ? (
        <div className="border-t border-line p-3 text-center">
          <Button isBusy={payments.isFetchingNextPage} onClick={() => void payments.fetchNextPage()}>
            Show older payments
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
