'use client';
import { ErrorState, Icon, Panel } from '@fieldfare/ui';
import Link from 'next/link';
import { ApiError } from '../api/api-error.ts';
import { problemWords } from '../problem-words.ts';
import { useLastList } from './last-list.ts';
import { PaymentDetail } from './payment-detail.tsx';
import { PaymentSkeleton } from './payment-skeleton.tsx';
import { usePayment } from './use-payment.ts';

export function PaymentPage({ id }: { id: string }) {
  const payment = usePayment(id);
  const listHref = useLastList((last) => last.href);
  const isMissing = payment.error instanceof ApiError && payment.error.status === 404;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Link href={listHref} className="flex w-fit items-center gap-1.5 text-sm text-muted hover:text-ink">
        <Icon name="back" width="12" height="12" />
        Payments
      </Link>
      {payment.data ? (
        <PaymentDetail payment={payment.data} />
      ) : payment.isError ? (
        <Panel>
          {isMissing ? (
            <ErrorState
              isPage
              title="There is no such payment"
              message="It may belong to another merchant, or to the other mode: test and live payments are kept apart."
            />
          ) : (
            <ErrorState
              isPage
              title="The payment could not be read"
              {...problemWords(payment.error)}
              onRetry={() => void payment.refetch()}
              isRetrying={payment.isFetching}
            />
          )}
        </Panel>
      ) : (
        <PaymentSkeleton />
      )}
    </div>
  );
}
