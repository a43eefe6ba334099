'use client';
import { ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { FontsPanel } from './fonts-panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useProfile } from './use-profile.ts';

export function SettingsPage() {
  const profile = useProfile();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="flex min-h-9 items-center text-xl font-semibold">Settings</h1>
      {profile.data ? (
        <>
          <p className="max-w-prose text-muted">What {profile.data.name} takes, what it costs, and what is checked.</p>
          <SettingsForm key={profile.data.merchant} profile={profile.data} />
          <FontsPanel />
        </>
      ) : (
        <Panel>
          {profile.isError ? (
            <ErrorState
              title="The settings could not be read"
              {...problemWords(profile.error)}
              onRetry={() => void profile.refetch()}
              isRetrying={profile.isFetching}
            />
          ) : (
            <div className="grid gap-6 p-4" aria-busy="true">
              <Skeleton className="h-9 w-full" />
              <Skeleton className="h-9 w-full" />
            </div>
          )}
        </Panel>
      )}
    </div>
  );
}
