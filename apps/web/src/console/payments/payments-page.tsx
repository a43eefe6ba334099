'use client';
import { useSearchParams } from 'next/navigation';
import { FilterChips } from './filter-chips.tsx';
import { readListParams } from './list-params.ts';
import { PaymentsPanel } from './payments-panel.tsx';
import { SearchBox } from './search-box.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { useListShortcuts } from './use-list-shortcuts.ts';

export function PaymentsPage() {
  const params = readListParams(useSearchParams());
  useListShortcuts();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="text-xl font-semibold">Payments</h1>
      <SummaryPanel />
      <div className="grid gap-3 md:flex md:flex-row-reverse md:items-center md:justify-between">
        <SearchBox params={params} />
        <FilterChips params={params} />
      </div>
      <PaymentsPanel params={params} />
    </div>
  );
}
