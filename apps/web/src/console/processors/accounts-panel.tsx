'use client';
import type { ProcessorAccount } from '@fieldfare/protocol';
import { EmptyState, ErrorState, Notice, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { AccountRow } from './account-row.tsx';
import { allDisabledWords, noAccountWords } from './no-account-words.ts';
import { useProcessorAccounts } from './use-processor-accounts.ts';

export interface AccountsPanelProps {
  hasSandbox: boolean;
  onChange: (account: ProcessorAccount) => void;
}

export function AccountsPanel({ hasSandbox, onChange }: AccountsPanelProps) {
  const { scope } = useConsole();
  const accounts = useProcessorAccounts();
  const without = { mode: scope.mode, hasSandbox };
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
        <EmptyState title="No account of your own yet">{noAccountWords(without)}</EmptyState>
      </Panel>
    );
  }
  const warning = allDisabledWords(accounts.data.data, without);
  return (
    <Panel>
      {warning === null ? null : (
        <Notice tone="warn" title="All accounts are disabled" announce="status" className="m-4">
          {warning}
        </Notice>
      )}
      <ul aria-label="Processor accounts" className="divide-y divide-line">
        {accounts.data.data.map((account) => (
          <AccountRow key={account.id} account={account} onChange={() => onChange(account)} />
        ))}
      </ul>
    </Panel>
  );
}
