import type { ReactNode } from 'react';

export interface Fact {
  term: string;
  value: ReactNode;
}

/** Names and values in two columns; on a narrow screen too, because the names are short. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-y-2.5 px-4 py-3.5 text-base">
      {facts.map((fact) => (
        <div key={fact.term} className="flex items-baseline justify-between gap-4">
          <dt className="shrink-0 text-muted">{fact.term}</dt>
          <dd className="min-w-0 text-right break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
