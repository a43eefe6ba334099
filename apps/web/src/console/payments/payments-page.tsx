'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { CustomerFilter } from './customer-filter.tsx';
import { FilterChips } from './filter-chips.tsx';
import { useLastList } from './last-list.ts';
import { listHref, readListParams } from './list-params.ts';
import { PaymentsPanel } from './payments-panel.tsx';
import { SearchBox } from './search-box.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { useListShortcuts } from './use-list-shortcuts.ts';
import { useSharedFilters } from './use-shared-filters.ts';

export function PaymentsPage() {
  const params = readListParams(useSearchParams());
  const href = listHref(params);
  const setLastList = useLastList((last) => last.setHref);
  useListShortcuts();
  useSharedFilters(params);
  useEffect(() => setLastList(href), [href, setLastList]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Payments</h1>
        <SearchBox params={params} />
      </div>
      <SummaryPanel />
      <CustomerFilter params={params} />
      <FilterChips params={params} />
      <PaymentsPanel params={params} />
    </div>
  );
}
