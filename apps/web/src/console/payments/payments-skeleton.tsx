import { classes, Skeleton } from '@fieldfare/ui';
import { ROW_GRID, ROW_HEIGHT } from './columns.ts';
import { PAGE_SIZE } from './list-params.ts';

const ROWS = Array.from({ length: PAGE_SIZE }, (_, index) => index);

/** As many rows as a page has, of the height that they will have. */
export function PaymentsSkeleton() {
  return (
    <div aria-busy="true">
      <output className="sr-only">Loading payments</output>
      <div className="h-9 border-b border-line max-md:hidden" />
      <div className="divide-y divide-line" aria-hidden="true">
        {ROWS.map((row) => (
          <div key={row} className={classes(ROW_GRID, ROW_HEIGHT)}>
            <Skeleton className="h-3.5 w-20 max-md:[grid-area:time]" />
            <Skeleton className="h-3.5 w-32 max-md:[grid-area:record]" />
            <Skeleton className="h-3.5 w-24 max-md:[grid-area:reference]" />
            <Skeleton className="h-3.5 w-24 max-md:[grid-area:method]" />
            <Skeleton className="h-3.5 w-16 md:justify-self-end max-md:[grid-area:amount]" />
            <Skeleton className="h-5 w-24 rounded-full max-md:[grid-area:status]" />
          </div>
        ))}
      </div>
    </div>
  );
}
