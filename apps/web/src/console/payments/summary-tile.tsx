import { Skeleton } from '@fieldfare/ui';
import type { ReactNode } from 'react';

export interface SummaryTileProps {
  label: string;
  /** Undefined until it is known; its room is kept. */
  figure: string | undefined;
  note?: string | undefined;
  children: ReactNode;
}

export function SummaryTile({ label, figure, note, children }: SummaryTileProps) {
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <p className="text-sm text-muted">{label}</p>
        {note === undefined ? null : <p className="text-sm text-faint">{note}</p>}
      </div>
      <div className="flex h-8 items-center text-2xl font-semibold tabular-nums">
        {figure ?? <Skeleton className="h-6 w-36" />}
      </div>
      <div className="h-16">{children ?? <Skeleton className="h-16 w-full" />}</div>
    </div>
  );
}
