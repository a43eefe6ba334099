import { Notice, Skeleton } from '@fieldfare/ui';
import type { ReactNode } from 'react';
import { ShopperDoor } from '../my/shopper-door.tsx';

/** Where an invitation's address leads: what it is for, once that is known, or why it is for nothing. */
export function InvitationDoor({
  title,
  problem,
  children,
}: {
  title: string;
  problem: string | null;
  children: ReactNode;
}) {
  return (
    <ShopperDoor title={title}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert" title="This invitation cannot be taken up">
          {problem}
        </Notice>
      )}
      {children ?? (problem === null ? <Skeleton className="h-56 w-full" /> : null)}
    </ShopperDoor>
  );
}
