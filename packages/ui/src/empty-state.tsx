import type { ReactNode } from 'react';

export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-14 text-center">
      <p className="text-lg font-semibold">{title}</p>
      {children === undefined ? null : <p className="max-w-prose text-muted">{children}</p>}
      {action === undefined ? null : <div className="mt-3">{action}</div>}
    </div>
  );
}
