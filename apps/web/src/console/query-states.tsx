'use client';
import { ErrorState, Skeleton } from '@fieldfare/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { problemWords } from './problem-words.ts';

interface Props<T> {
  query: UseQueryResult<T>;
  /** What is said where it could not be read. */
  title: string;
  /** Whether it is what the whole page is about. */
  isPage?: boolean;
  children: (data: T) => ReactNode;
}

/** What a query answers, or that it is on its way or failed, with the way to try again. */
export function QueryStates<T>({ query, title, isPage = false, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <ErrorState
        isPage={isPage}
        title={title}
        {...problemWords(query.error)}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  return (
    <div className="grid gap-6 p-4" aria-busy="true">
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
