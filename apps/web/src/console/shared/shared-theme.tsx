'use client';
import { applyTheme } from '@fieldfare/ui';
import { useSharedState, type Sync } from './use-shared-state.ts';

function follow(sync: Sync): void {
  if (sync.action === 'state' && sync.state.theme !== undefined) applyTheme(sync.state.theme);
}

/** Follows the theme that the person chooses in another window. */
export function SharedTheme({ userId }: { userId: string }) {
  useSharedState(userId, follow);
  return null;
}
