import type { ReactNode } from 'react';

export interface EmptyStateProps {
  title: string;
  /** The title is the page's own heading, because there is no other. */
  isPage?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, isPage = false, children, action }: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-14 text-center">
      <Title className="text-lg font-semibold">{title}</Title>
      {children === undefined ? null : <p className="max-w-prose text-muted">{children}</p>}
      {action === undefined ? null : <div className="mt-3">{action}</div>}
    </div>
  );
}
