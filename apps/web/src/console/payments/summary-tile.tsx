import { Skeleton } from '@fieldfare/ui';
import type { ReactNode } from 'react';

export interface SummaryTileProps {
  label: string;
  /** Undefined until it is known; its room is kept. */
  figure: string | undefined;
  note: string | undefined;
  /** First and last day of the picture. */
  ends: readonly [string, string] | undefined;
  children: ReactNode;
}

/** A figure with its picture. */
export function SummaryTile({ label, figure, note, ends, children }: SummaryTileProps) {
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="text-sm text-muted">{label}</p>
      <div className="flex h-8 items-baseline justify-between gap-3">
        {figure === undefined ? (
          <Skeleton className="h-6 w-24 self-center" />
        ) : (
          <span className="text-xl font-semibold tabular-nums sm:text-2xl">{figure}</span>
        )}
        <span className="text-sm text-faint max-md:hidden">{note}</span>
      </div>
      <div className="h-12 sm:h-16">{children ?? <Skeleton className="size-full" />}</div>
      <div className="flex h-4 justify-between text-2xs text-faint">
        <span>{ends?.[0]}</span>
        <span>{ends?.[1]}</span>
      </div>
    </div>
  );
}
