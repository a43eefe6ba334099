'use client';
import { EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { BalancePanel } from './balance-panel.tsx';
import { StatementPanel } from './statement-panel.tsx';
import { useBalance } from './use-balance.ts';

export function BalancePage() {
  const balance = useBalance();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="flex min-h-9 items-center text-xl font-semibold">Balance</h1>
      <p className="max-w-prose text-muted">
        What you are owed, by the double-entry ledger: what was captured, less fees, refunds, returns and disputes.
      </p>
      {balance.data ? (
        balance.data.balances.length === 0 ? (
          <Panel>
            <EmptyState title="Nothing was captured yet">The first confirmed payment appears here.</EmptyState>
          </Panel>
        ) : (
          <>
            <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {balance.data.balances.map((one) => (
                <BalancePanel key={one.currency} balance={one} />
              ))}
            </div>
            {balance.data.balances.map(({ currency }) => (
              <StatementPanel key={currency} currency={currency} />
            ))}
          </>
        )
      ) : (
        <Panel>
          {balance.isError ? (
            <ErrorState
              title="The balance could not be read"
              {...problemWords(balance.error)}
              onRetry={() => void balance.refetch()}
              isRetrying={balance.isFetching}
            />
          ) : (
            <div className="p-4" aria-busy="true">
              <Skeleton className="h-16 w-full" />
            </div>
          )}
        </Panel>
      )}
    </div>
  );
}
