'use client';
import { Notice } from '@fieldfare/ui';
import { useConsole } from '../shell/console-context.ts';

/** Says, on every page, that an operator is looking at a merchant that he is no member of. */
export function VisitNotice() {
  const { merchant } = useConsole();
  if (merchant.role !== 'operator') return null;
  return (
    <div className="mx-auto w-full max-w-6xl px-3 pt-3 sm:px-5">
      <Notice tone="warn">
        You look at <strong>{merchant.name}</strong> as the operator: you can change nothing, and the merchant sees what
        you looked at.
      </Notice>
    </div>
  );
}
