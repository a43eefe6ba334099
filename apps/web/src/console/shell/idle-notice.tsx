'use client';
import { Notice } from '@fieldfare/ui';
import { useSignOutWhenIdle } from './use-sign-out-when-idle.ts';

/** Says in time that nobody seems to be there. */
export function IdleNotice() {
  const isNear = useSignOutWhenIdle();
  return isNear ? (
    <div className="mx-auto max-w-6xl px-3 pt-3 sm:px-5">
      <Notice tone="warn" announce="alert" title="Are you still there?">
        You will be signed out within a minute. Press a key or move the pointer to go on.
      </Notice>
    </div>
  ) : null;
}
