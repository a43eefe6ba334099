'use client';
import type { ProcessorAccount } from '@fieldfare/protocol';
import { EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { AccountRow } from './account-row.tsx';
import { useProcessorAccounts } from './use-processor-accounts.ts';

export function AccountsPanel({ onChange }: { onChange: (account: ProcessorAccount) => void }) {
  const { scope } = useConsole();
  const accounts = useProcessorAccounts();
  if (accounts.isError && accounts.data === undefined) {
    return (
      <Panel>
        <ErrorState
          title="The accounts could not be read"
          {...problemWords(accounts.error)}
          onRetry={() => void accounts.refetch()}
          isRetrying={accounts.isFetching}
        />
      </Panel>
    );
  }
  if (accounts.data === undefined) {
    return (
      <Panel>
        <div className="grid gap-6 p-4" aria-busy="true">
          <Skeleton className="h-9 w-full" />
        </div>
      </Panel>
    );
  }
  if (accounts.data.data.length === 0) {
    return (
      <Panel>
        <EmptyState title="No account of your own yet">
          {scope.mode === 'test'
            ? 'Test payments go to the sandbox bank, which moves no money. Add a test account of Stripe or Braintree to try yours.'
            : 'Live payments need an account at a processor. Add yours to begin.'}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <ul aria-label="Processor accounts" className="divide-y divide-line">
        {accounts.data.data.map((account) => (
          <AccountRow key={account.id} account={account} onChange={() => onChange(account)} />
        ))}
      </ul>
    </Panel>
  );
}
