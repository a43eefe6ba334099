'use client';
import type { Currency, Statement, StatementDay } from '@fieldfare/protocol';
import { EmptyState, ErrorState, Money, Panel, Skeleton } from '@fieldfare/ui';
import { useState } from 'react';
import { problemWords } from '../problem-words.ts';
import { useStatement } from './use-balance.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;
const COLUMNS = [
  ['Captured', 'captured_minor'],
  ['Fees', 'fees_minor'],
  ['Refunded', 'refunded_minor'],
  ['Returned', 'returned_minor'],
  ['Disputed', 'disputed_minor'],
  ['Balance', 'closing_minor'],
] as const satisfies readonly (readonly [string, keyof StatementDay])[];

/** The last thirty days of one currency, newest first. */
export function StatementPanel({ currency }: { currency: Currency }) {
  const [range] = useState(lastDays);
  const statement = useStatement(currency, range.from, range.to);
  return (
    <Panel title={`Statement in ${currency}`} aside={<span className="text-sm text-faint">Days in UTC</span>}>
      {statement.data ? (
        <StatementTable statement={statement.data} />
      ) : statement.isError ? (
        <ErrorState
          title="The statement could not be read"
          {...problemWords(statement.error)}
          onRetry={() => void statement.refetch()}
          isRetrying={statement.isFetching}
        />
      ) : (
        <div className="p-4" aria-busy="true">
          <Skeleton className="h-24 w-full" />
        </div>
      )}
    </Panel>
  );
}

function lastDays() {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  return { from: day(DAYS - 1), to: day(0) };
}

function StatementTable({ statement }: { statement: Statement }) {
  if (statement.days.length === 0)
    return <EmptyState title="Nothing moved">No money moved in these thirty days.</EmptyState>;
  return (
    // A table that is wider than a phone is moved by its own scrollbar.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reached by a keyboard, too.
    <section className="overflow-x-auto" aria-label={`Statement in ${statement.currency}`} tabIndex={0}>
      <table className="w-full text-right text-sm tabular-nums">
        <thead className="text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              Day
            </th>
            {COLUMNS.map(([label]) => (
              <th key={label} scope="col" className="px-4 py-2 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {statement.days.toReversed().map((entry) => (
            <tr key={entry.date}>
              <th scope="row" className="px-4 py-2 text-left font-normal whitespace-nowrap">
                {entry.date}
              </th>
              {COLUMNS.map(([label, key]) => (
                <td key={label} className="px-4 py-2 whitespace-nowrap">
                  <Money amountMinor={entry[key]} currency={statement.currency} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
