'use client';
import type { Currency } from '@fieldfare/protocol';
import { Notice, SegmentedControl } from '@fieldfare/ui';
import { useState } from 'react';
import { fillDays } from './fill-days.ts';
import { summaryFigures } from './summary-figures.ts';
import { ApprovalTile, VolumeTile } from './summary-tiles.tsx';
import { SummaryTable } from './summary-table.tsx';
import { SUMMARY_DAYS, useSummary } from './use-summary.ts';

/** Volume and approval of the last 90 days, as pictures with their figures. */
export function SummaryPanel() {
  const [currency, setCurrency] = useState<Currency | null>(null);
  const summary = useSummary(currency);
  if (summary.isError && !summary.data)
    return <Notice>The figures of the last {SUMMARY_DAYS} days could not be read.</Notice>;
  const days = summary.data && fillDays(summary.data.days, SUMMARY_DAYS, new Date(summary.dataUpdatedAt));
  const loaded = summary.data && days && { days, currency: summary.data.currency, figures: summaryFigures(days) };
  return (
    <section
      aria-label={`The last ${SUMMARY_DAYS} days`}
      className="grid grid-cols-2 gap-x-5 gap-y-3 rounded-lg border border-line bg-surface p-4 sm:gap-x-8"
    >
      {summary.data && summary.data.currencies.length > 1 ? (
        <div className="col-span-2 justify-self-start">
          <SegmentedControl
            label="Currency"
            options={summary.data.currencies.map((value) => ({ value, label: value }))}
            value={summary.data.currency}
            onChange={setCurrency}
          />
        </div>
      ) : null}
      <VolumeTile loaded={loaded} />
      <ApprovalTile loaded={loaded} />
      <div className="col-span-2 min-h-5">
        {loaded ? <SummaryTable days={loaded.days} currency={loaded.currency} /> : null}
      </div>
    </section>
  );
}
