'use client';
import { SUMMARY_COUNT_CAP } from '@fieldfare/protocol';
import { classes } from '@fieldfare/ui';
import { SoftLink } from '../soft-link.tsx';
import { listHref, type ListParams } from './list-params.ts';
import { countOf, STATUS_FILTERS } from './status-filters.ts';
import { useSummary } from './use-summary.ts';

/** The server stops counting a status at the cap, so a sum that reached it is a lower bound. */
function countWords(count: number | undefined): string {
  if (count === undefined) return '';
  return count >= SUMMARY_COUNT_CAP ? `${SUMMARY_COUNT_CAP.toLocaleString('en-US')}+` : String(count);
}

/** One link a filter, with how many payments it holds. */
export function FilterChips({ params }: { params: ListParams }) {
  const counts = useSummary().data?.counts;
  return (
    <nav
      aria-label="Filter by status"
      className="-mx-3 overflow-x-auto px-3 py-1 [scrollbar-width:none] md:mx-0 md:px-0"
    >
      <ul className="flex gap-1 md:flex-wrap">
        {STATUS_FILTERS.map((filter) => {
          const isCurrent = filter.key === params.filter;
          const count = countOf(filter, counts);
          return (
            <li key={filter.key}>
              <SoftLink
                href={listHref({ filter: filter.key, search: params.search, customer: params.customer })}
                aria-current={isCurrent ? 'true' : undefined}
                className={classes(
                  'flex h-8 items-center gap-1.5 rounded-full px-3 whitespace-nowrap',
                  isCurrent ? 'bg-accent text-accent-ink' : 'text-muted hover:bg-sunken hover:text-ink',
                )}
              >
                {filter.label}
                <span className={classes('min-w-[2ch] text-xs tabular-nums', isCurrent ? '' : 'text-faint')}>
                  {countWords(count)}
                </span>
              </SoftLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
