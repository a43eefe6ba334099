'use client';
import { useCallback, useEffect, useRef } from 'react';
import { useShareState } from '../shared/use-share-state.ts';
import { useSharedState, type Sync } from '../shared/use-shared-state.ts';
import { useConsole } from '../shell/console-context.ts';
import { listHref, readListParams, type ListParams } from './list-params.ts';

/** Brings the list's filter and search to the person's other windows, and follows theirs. Pages, and whose payments they are, stay each window's own. */
export function useSharedFilters({ filter, search, customer }: ListParams): void {
  const { user } = useConsole();
  const share = useShareState();
  /** What the other windows know of already: what this one began with, and what it followed. */
  const known = useRef(listHref({ filter, search }));
  const follow = useCallback(
    (sync: Sync) => {
      if (sync.action !== 'state' || sync.state.filters === undefined) return;
      const { filter, search } = readListParams(new URLSearchParams(sync.state.filters));
      known.current = listHref({ filter, search });
      window.history.replaceState(null, '', listHref({ filter, search, customer }));
    },
    [customer],
  );
  useSharedState(user.id, follow);
  useEffect(() => {
    const href = listHref({ filter, search });
    if (known.current === href) return;
    known.current = href;
    share({ filters: { status: filter, q: search } });
  }, [share, filter, search]);
}
