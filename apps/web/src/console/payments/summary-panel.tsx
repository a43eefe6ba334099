'use client';
import { formatMoney } from '@fieldfare/protocol';
import { BarChart, LineChart, Notice } from '@fieldfare/ui';
import { fillDays } from './fill-days.ts';
import { summaryFigures } from './summary-figures.ts';
import { SummaryTable } from './summary-table.tsx';
import { SummaryTile } from './summary-tile.tsx';
import { SUMMARY_DAYS, useSummary } from './use-summary.ts';

/** Volume and approval of the last 90 days, as pictures with their figures. */
export function SummaryPanel() {
  const summary = useSummary();
  if (summary.isError && !summary.data)
    return <Notice tone="plain">The figures of the last {SUMMARY_DAYS} days could not be read.</Notice>;
  const currency = summary.data?.currency;
  const days = summary.data && fillDays(summary.data.days, SUMMARY_DAYS, new Date(summary.dataUpdatedAt));
  const figures = days && summaryFigures(days);
  const volume = figures && currency && formatMoney({ amountMinor: figures.volumeMinor, currency });
  return (
    <section
      aria-label={`The last ${SUMMARY_DAYS} days`}
      className="grid gap-x-8 gap-y-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2"
    >
      <SummaryTile label="Volume, 90 days" figure={volume}>
        {days && volume ? (
          <BarChart
            points={days.map((day) => ({ label: day.date, value: day.volume_minor }))}
            summary={`Approved volume by day over ${SUMMARY_DAYS} days: ${volume} in ${figures.approved} payments.`}
          />
        ) : null}
      </SummaryTile>
      <SummaryTile
        label="Approval rate, by week"
        figure={figures?.rateWords}
        note={figures && `${figures.approved} of ${figures.attempts} attempts`}
      >
        {days && figures ? (
          <LineChart
            points={days.map((day, index) => ({ label: day.date, value: figures.rolling[index] ?? null }))}
            range={[0, 1]}
            summary={`Approval rate over ${SUMMARY_DAYS} days: ${figures.rateWords} of ${figures.attempts} attempts were approved.`}
          />
        ) : null}
      </SummaryTile>
      <div className="sm:col-span-2">
        {days && currency ? <SummaryTable days={days} currency={currency} /> : <div className="h-5" />}
      </div>
    </section>
  );
}
