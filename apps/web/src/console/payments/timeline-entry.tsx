import type { Currency, PaymentEvent } from '@fieldfare/protocol';
import { classes, DateTime, Money, type Tone } from '@fieldfare/ui';
import { detailWords } from './decline-words.ts';
import { actorWords, eventWords } from './event-words.ts';

const DOTS: Record<Tone, string> = {
  good: 'bg-good-ink',
  warn: 'bg-warn-ink',
  bad: 'bg-bad-ink',
  calm: 'bg-calm-ink',
  plain: 'bg-line-strong',
};

export function TimelineEntry({
  event,
  currency,
  isLast,
}: {
  event: PaymentEvent;
  currency: Currency;
  isLast: boolean;
}) {
  const { label, tone } = eventWords(event.type);
  return (
    <li
      className={classes(
        'relative pl-6',
        !isLast && 'pb-5 before:absolute before:top-4 before:bottom-0 before:left-[4.5px] before:w-px before:bg-line',
      )}
    >
      <span className={classes('absolute top-1.5 left-0 size-2.5 rounded-full', DOTS[tone])} aria-hidden="true" />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium">
          {label}
          {event.amount_minor === null ? null : (
            <>
              {' '}
              <Money amountMinor={event.amount_minor} currency={currency} className="font-normal text-muted" />
            </>
          )}
        </p>
        <p className="text-sm text-faint">
          <DateTime value={event.created_at} isFull />
        </p>
      </div>
      <p className="text-sm text-muted">by {actorWords(event.actor)}</p>
      {event.detail === null ? null : <p className="text-sm break-words text-muted">{detailWords(event.detail)}</p>}
    </li>
  );
}
