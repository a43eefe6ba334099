'use client';
import type { Currency } from '@fieldfare/protocol';
import { Money } from '@fieldfare/ui';
import type { SummaryDay } from './fill-days.ts';

/** The charts' figures for whoever reads better than they see, and for copying. */
export function SummaryTable({ days, currency }: { days: readonly SummaryDay[]; currency: Currency }) {
  return (
    <details className="text-sm">
      <summary className="w-fit text-muted hover:text-ink">Show as a table</summary>
      <section
        className="mt-2 max-h-72 overflow-auto rounded-md border border-line"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label="Figures by day"
      >
        <table className="w-full text-right tabular-nums">
          <thead className="sticky top-0 bg-sunken text-xs text-muted">
            <tr className="h-8">
              <th scope="col" className="px-3 text-left">
                Day (UTC)
              </th>
              <th scope="col">Attempts</th>
              <th scope="col">Approved</th>
              <th scope="col" className="px-3">
                Volume
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.date} className="h-7 border-t border-line">
                <th scope="row" className="px-3 text-left font-normal">
                  {day.date}
                </th>
                <td>{day.attempts}</td>
                <td>{day.approved}</td>
                <td className="px-3">
                  <Money amountMinor={day.volume_minor} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
