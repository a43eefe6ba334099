'use client';
import { formatMoney, type Currency } from '@fieldfare/protocol';
import { BarChart, LineChart } from '@fieldfare/ui';
import type { SummaryDay } from './fill-days.ts';
import { dayWords, type SummaryFigures } from './summary-figures.ts';
import { SummaryTile } from './summary-tile.tsx';
import { SUMMARY_DAYS } from './use-summary.ts';

export interface LoadedSummary {
  days: readonly SummaryDay[];
  currency: Currency;
  figures: SummaryFigures;
}

/** Approved volume by day. */
export function VolumeTile({ loaded }: { loaded: LoadedSummary | undefined }) {
  if (!loaded)
    return (
      <SummaryTile label="Volume, 90 days" figure={undefined} note={undefined} ends={undefined}>
        {null}
      </SummaryTile>
    );
  const { days, currency, figures } = loaded;
  const volume = formatMoney({ amountMinor: figures.volumeMinor, currency });
  const points = days.map((day) => ({
    label: day.date,
    value: day.volume_minor,
    title: `${dayWords(day.date)}: ${formatMoney({ amountMinor: day.volume_minor, currency })}`,
  }));
  return (
    <SummaryTile
      label="Volume, 90 days"
      figure={volume}
      note={`${figures.approved} approved payments`}
      ends={endsOf(days)}
    >
      <BarChart
        points={points}
        summary={`Approved volume by day over ${SUMMARY_DAYS} days: ${volume} in ${figures.approved} payments.`}
      />
    </SummaryTile>
  );
}

/** Share of attempts that were approved, smoothed over a week. */
export function ApprovalTile({ loaded }: { loaded: LoadedSummary | undefined }) {
  if (!loaded)
    return (
      <SummaryTile label="Approval rate" figure={undefined} note={undefined} ends={undefined}>
        {null}
      </SummaryTile>
    );
  const { days, figures } = loaded;
  const points = days.map((day, index) => ({ label: day.date, value: figures.rolling[index] ?? null }));
  return (
    <SummaryTile
      label="Approval rate"
      figure={figures.rateWords}
      note={`${figures.approved} of ${figures.attempts} attempts, by week`}
      ends={endsOf(days)}
    >
      <LineChart
        points={points}
        range={[0, 1]}
        summary={`Approval rate over ${SUMMARY_DAYS} days: ${figures.rateWords} of ${figures.attempts} attempts were approved.`}
      />
    </SummaryTile>
  );
}

function endsOf(days: readonly SummaryDay[]): readonly [string, string] {
  return [dayWords(days[0]?.date ?? ''), dayWords(days.at(-1)?.date ?? '')];
}
