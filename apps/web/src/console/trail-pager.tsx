'use client';
import { Button } from '@fieldfare/ui';

interface Props {
  /** The ids that the pages so far began behind. */
  trail: readonly string[];
  onTurn: (trail: string[]) => void;
  /** The page at hand; undefined while it is read. */
  page: { data: readonly { id: string }[]; has_more: boolean } | undefined;
  isBusy: boolean;
}

/** Newer and Older of a list whose pages are not in the address. */
export function TrailPager({ trail, onTurn, page, isBusy }: Props) {
  const last = page?.data.at(-1)?.id;
  return (
    <nav aria-label="Pages" className="flex justify-between gap-2 border-t border-line px-4 py-2.5">
      <Button tone="quiet" disabled={trail.length === 0} onClick={() => onTurn(trail.slice(0, -1))}>
        Newer
      </Button>
      <Button
        tone="quiet"
        disabled={page?.has_more !== true || last === undefined || isBusy}
        onClick={() => last !== undefined && onTurn([...trail, last])}
      >
        Older
      </Button>
    </nav>
  );
}
