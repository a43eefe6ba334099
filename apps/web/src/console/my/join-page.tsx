'use client';
import type { Invitation } from '@fieldfare/protocol';
import { Notice, Skeleton } from '@fieldfare/ui';
import { useEffect, useState } from 'react';
import { problemWords } from '../problem-words.ts';
import { askInvitation } from './ask-invitation.ts';
import { JoinForm } from './join-form.tsx';
import { ShopperDoor } from './shopper-door.tsx';

interface Found {
  token: string;
  invitation: Invitation;
}

/** Where an invitation's address leads. What stands behind its `#` goes to the payment server alone. */
export function JoinPage({ paymentsOrigin }: { paymentsOrigin: string }) {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const token = window.location.hash.slice(1);
    askInvitation(paymentsOrigin, 'look_up', { invitation: token }).then(
      (invitation) => setFound({ token, invitation }),
      (error: unknown) =>
        setProblem(token === '' ? 'The address is not whole. Copy all of it.' : problemWords(error).message),
    );
  }, [paymentsOrigin]);
  return (
    <ShopperDoor title={found ? `Your payments at ${found.invitation.merchant.name}` : 'Your payments'}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert" title="This invitation cannot be taken up">
          {problem}
        </Notice>
      )}
      {found ? (
        <>
          <p className="text-muted">
            See what you paid there and how it stands, and the cards that are saved for you.
            {found.invitation.mode === 'test' ? ' This is a test account: no real money moves.' : null}
          </p>
          <div className="rounded-lg border border-line bg-surface p-5">
            <JoinForm paymentsOrigin={paymentsOrigin} {...found} />
          </div>
        </>
      ) : problem === null ? (
        <Skeleton className="h-56 w-full" />
      ) : null}
    </ShopperDoor>
  );
}
