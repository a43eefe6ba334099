/** The list's columns at full width; on a narrow screen each row is a card of two columns. */
export const ROW_GRID =
  'grid items-center gap-x-4 px-4 md:grid-cols-[7.5rem_9.5rem_minmax(0,1fr)_9rem_8rem_10rem] max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-0.5 max-md:[grid-template-areas:"amount_status"_"record_time"_"method_reference"]';

export const ROW_HEIGHT = 'min-h-10 max-md:py-2.5';

export const CELL_AREAS = {
  time: 'max-md:[grid-area:time] max-md:text-right text-muted text-sm',
  record: 'max-md:[grid-area:record] font-mono text-sm',
  reference: 'max-md:[grid-area:reference] max-md:text-right max-md:max-w-40 truncate text-muted max-md:text-sm',
  method: 'max-md:[grid-area:method] text-muted max-md:text-sm truncate',
  amount: 'max-md:[grid-area:amount] md:text-right font-medium max-md:text-lg',
  status: 'max-md:[grid-area:status] max-md:justify-self-end',
} as const;

/** Older browsers take the roles of table elements away once they are laid out as a grid, so each is said. */
export const ROLES = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;
