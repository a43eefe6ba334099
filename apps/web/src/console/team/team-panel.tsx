'use client';
import { ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { MemberRow } from './member-row.tsx';
import type { OpenDialog } from './team-page.tsx';
import { useTeam } from './use-team.ts';

export function TeamPanel({ onOpen }: { onOpen: (dialog: OpenDialog) => void }) {
  const team = useTeam();
  if (team.data === undefined) {
    return (
      <Panel>
        {team.isError ? (
          <ErrorState
            title="The team could not be read"
            {...problemWords(team.error)}
            onRetry={() => void team.refetch()}
            isRetrying={team.isFetching}
          />
        ) : (
          <div className="grid gap-6 p-4" aria-busy="true">
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </div>
        )}
      </Panel>
    );
  }
  return (
    <Panel>
      <ul aria-label="Team" className="divide-y divide-line">
        {team.data.data.map((member) => (
          <MemberRow key={member.id} member={member} onOpen={onOpen} />
        ))}
      </ul>
    </Panel>
  );
}
