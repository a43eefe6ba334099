'use client';
import { Button, TextField } from '@fieldfare/ui';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { actionProblem, NO_FILTER } from './audit-filter.ts';
import type { AuditFields } from './audit-filter.ts';

const FIELDS: readonly { name: keyof AuditFields; label: string; type: 'text' | 'date' }[] = [
  { name: 'action', label: 'Action', type: 'text' },
  { name: 'subject', label: 'Done to', type: 'text' },
  { name: 'actor', label: 'Done by', type: 'text' },
  { name: 'from', label: 'From', type: 'date' },
  { name: 'to', label: 'To', type: 'date' },
];

export function AuditFilterForm({ onFilter }: { onFilter: (fields: AuditFields) => void }) {
  const [fields, setFields] = useState(NO_FILTER);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = actionProblem(fields);
    setProblem(found);
    if (found === null) onFilter(fields);
  };
  const clear = () => {
    setFields(NO_FILTER);
    setProblem(null);
    onFilter(NO_FILTER);
  };
  return (
    <search aria-label="Audit log">
      <form onSubmit={submit} noValidate className="grid gap-3">
        <div className="grid gap-3 sm:grid-cols-3 lg:grid-cols-5">
          {FIELDS.map(({ name, label, type }) => (
            <TextField
              key={name}
              label={label}
              type={type}
              value={fields[name]}
              maxLength={120}
              error={name === 'action' ? (problem ?? undefined) : undefined}
              onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
            />
          ))}
        </div>
        <p className="text-sm text-muted">
          An action is a word such as <code className="font-mono">team</code> or{' '}
          <code className="font-mono">team.add</code>; what it was done to and who did it are ids. Days are UTC.
        </p>
        <div className="flex gap-2">
          <Button type="submit" tone="primary">
            Filter
          </Button>
          <Button type="button" onClick={clear}>
            Clear
          </Button>
        </div>
      </form>
    </search>
  );
}
