'use client';
import { useCallback } from 'react';
import { useConsole } from '../shell/console-context.ts';
import { usePreferences } from '../shell/preferences.ts';
import { SharedTheme } from './shared-theme.tsx';
import { useSharedState, type Sync } from './use-shared-state.ts';

/** Follows theme and mode of the person's other windows, and asks anew for the person's rights when they have changed. */
export function SharedLook() {
  const { user, renewRights } = useConsole();
  const setMode = usePreferences((preferences) => preferences.setMode);
  const follow = useCallback(
    (sync: Sync) => {
      if (sync.action === 'rights_changed') renewRights();
      if (sync.action === 'state' && sync.state.mode !== undefined) setMode(sync.state.mode);
    },
    [renewRights, setMode],
  );
  useSharedState(user.id, follow);
  return <SharedTheme userId={user.id} />;
}
