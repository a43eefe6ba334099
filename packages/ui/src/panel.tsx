import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface PanelProps {
  title?: string;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled box. The title is a heading of the second level. */
export function Panel({ title, aside, children, className }: PanelProps) {
  return (
    <section className={classes('rounded-lg border border-line bg-surface', className)}>
      {title === undefined ? null : (
        <div className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4">
          <h2 className="text-base font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
