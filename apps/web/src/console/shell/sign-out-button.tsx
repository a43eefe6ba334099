'use client';
import { Button } from '@fieldfare/ui';
import { useState } from 'react';
import { signOut } from './leave-console.ts';

/** The way out. What could not be reached is tried again by pressing again. */
export function SignOutButton() {
  const [isLeaving, setIsLeaving] = useState(false);
  return (
    <Button
      isBusy={isLeaving}
      onClick={() => {
        setIsLeaving(true);
        signOut().catch(() => setIsLeaving(false));
      }}
    >
      Sign out
    </Button>
  );
}
