'use client';
import { Icon } from '@fieldfare/ui';
import { useEffect, useState } from 'react';
import { listHref, type ListParams } from './list-params.ts';

const PAUSE_MS = 250;
export const SEARCH_BOX_ID = 'payment-search';

/** Searches as one types. What was typed goes into the address, without a step in the history for every letter. */
export function SearchBox({ params }: { params: ListParams }) {
  const { filter, search, customer } = params;
  const [typed, setTyped] = useState(search);
  const [applied, setApplied] = useState(search);
  // The address changed by other means, such as the back button: the box follows.
  if (applied !== search) {
    setApplied(search);
    setTyped(search);
  }

  useEffect(() => {
    if (typed === search) return undefined;
    const timer = setTimeout(() => {
      setApplied(typed);
      window.history.replaceState(null, '', listHref({ filter, search: typed, customer }));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search, filter, customer]);

  return (
    <search className="relative w-full sm:w-72">
      <Icon name="search" className="pointer-events-none absolute top-2.5 left-3 text-faint" />
      <input
        id={SEARCH_BOX_ID}
        type="search"
        aria-label="Search by record number or reference"
        placeholder="Record number or reference"
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        className="h-9 w-full rounded-md border border-line-strong bg-surface pr-3 pl-9 placeholder:text-faint"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
        }}
      />
    </search>
  );
}
