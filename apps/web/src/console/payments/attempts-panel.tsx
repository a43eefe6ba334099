'use client';
import type { Payment, PaymentAttempt } from '@fieldfare/protocol';
import { DateTime, ErrorState, Money, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { attemptWords } from './attempt-words.ts';
import { usePaymentAttempts } from './use-payment-attempts.ts';

/** Every request that a processor was sent, or was to be sent, oldest first. */
export function AttemptsPanel({ payment }: { payment: Payment }) {
  const attempts = usePaymentAttempts(payment.id);
  return (
    <Panel title="Attempts">
      {attempts.data ? (
        <ol className="divide-y divide-line">
          {attempts.data.map((attempt) => (
            <Attempt key={attempt.id} attempt={attempt} />
          ))}
        </ol>
      ) : attempts.isError ? (
        <ErrorState
          title="The attempts could not be read"
          {...problemWords(attempts.error)}
          onRetry={() => void attempts.refetch()}
          isRetrying={attempts.isFetching}
        />
      ) : (
        <div className="px-4 py-4" aria-busy="true">
          <Skeleton className="h-9 w-64" />
        </div>
      )}
    </Panel>
  );
}

function Attempt({ attempt }: { attempt: PaymentAttempt }) {
  const { title, state, reason } = attemptWords(attempt);
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium">
          {title}{' '}
          <Money amountMinor={attempt.amount_minor} currency={attempt.currency} className="font-normal text-muted" />
        </p>
        <p className="text-sm text-faint">
          <DateTime value={attempt.created_at} isFull />
        </p>
      </div>
      <p className="text-sm text-muted">
        {state} at {attempt.processor}
      </p>
      {reason === null ? null : <p className="text-sm break-words text-muted">{reason}</p>}
    </li>
  );
}
