'use client';
import { EmptyState, Panel } from '@fieldfare/ui';
import { useState } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { NO_FILTER } from './audit-filter.ts';
import { AuditFilterForm } from './audit-filter-form.tsx';
import { AuditPanel } from './audit-panel.tsx';

export function AuditPage() {
  const { can, merchant } = useConsole();
  const [fields, setFields] = useState(NO_FILTER);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="flex min-h-9 items-center text-xl font-semibold">Audit log</h1>
      <p className="max-w-prose text-muted">
        Who did what at {merchant.name}, in test and live mode alike. An entry is written together with what it tells
        of, and nobody can change one.
      </p>
      {can('audit:read') ? (
        <>
          <AuditFilterForm onFilter={setFields} />
          <AuditPanel key={JSON.stringify(fields)} fields={fields} />
        </>
      ) : (
        <Panel>
          <EmptyState title="The audit log is not for every role">Your role here is {merchant.role}.</EmptyState>
        </Panel>
      )}
    </div>
  );
}
