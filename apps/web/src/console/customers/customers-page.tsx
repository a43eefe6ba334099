'use client';
import { EmptyState, Icon, Panel } from '@fieldfare/ui';
import { useDeferredValue, useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { CustomersPanel } from './customers-panel.tsx';

/** Whom the merchant sells to again: found by id, e-mail address or the merchant's own reference. */
export function CustomersPage() {
  const { can, merchant, scope } = useConsole();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="flex min-h-9 items-center text-xl font-semibold">Customers</h1>
        <search className="relative w-full sm:w-80">
          <Icon name="search" className="pointer-events-none absolute top-2.5 left-3 text-faint" />
          <input
            type="search"
            aria-label="Find a customer by e-mail address, reference or id"
            placeholder="E-mail, reference or id"
            autoComplete="off"
            spellCheck={false}
            maxLength={254}
            className="h-9 w-full rounded-md border border-line-strong bg-surface pr-3 pl-9 placeholder:text-faint"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </search>
      </div>
      <p className="max-w-prose text-muted">
        Whom {merchant.name} sells to again in {scope.mode} mode. Your server makes a customer and names it in sessions;
        what shoppers let you save is kept under theirs.
      </p>
      {can('customers:read') ? (
        <CustomersPanel key={search} search={search} />
      ) : (
        <Panel>
          <EmptyState title="Customers are not for every role">Your role here is {merchant.role}.</EmptyState>
        </Panel>
      )}
    </div>
  );
}
