'use client';
import type { Payment } from '@fieldfare/protocol';
import { ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { TimelineEntry } from './timeline-entry.tsx';
import { usePaymentEvents } from './use-payment-events.ts';

/** All that happened, newest at the bottom, as it was read when it happened. */
export function TimelinePanel({ payment }: { payment: Payment }) {
  const events = usePaymentEvents(payment.id);
  return (
    <Panel title="Timeline">
      {events.data ? (
        <ol className="px-4 py-4">
          {events.data.map((event, index) => (
            <TimelineEntry
              key={event.id}
              event={event}
              currency={payment.currency}
              isLast={index === events.data.length - 1}
            />
          ))}
        </ol>
      ) : events.isError ? (
        <ErrorState
          title="The timeline could not be read"
          {...problemWords(events.error)}
          onRetry={() => void events.refetch()}
          isRetrying={events.isFetching}
        />
      ) : (
        <div className="grid gap-5 px-4 py-4" aria-busy="true">
          <Skeleton className="h-9 w-64" />
          <Skeleton className="h-9 w-56" />
        </div>
      )}
    </Panel>
  );
}
