'use client';
import { useEffect, useState } from 'react';
import type * as z from 'zod';
import { problemWords } from '../problem-words.ts';
import { askInvitation } from './ask-invitation.ts';
import type { InvitationKind } from './ask-invitation.ts';

/** What stands behind the address's `#`, which goes to the payment server alone, and what it is for; or why it is for nothing. */
export function useInvitation<T extends z.ZodType>(paymentsOrigin: string, kind: InvitationKind, schema: T) {
  const [found, setFound] = useState<{ token: string; invitation: z.infer<T> } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const token = window.location.hash.slice(1);
    askInvitation({ paymentsOrigin, kind, verb: 'look_up', body: { invitation: token }, schema }).then(
      (invitation) => setFound({ token, invitation }),
      (error: unknown) =>
        setProblem(token === '' ? 'The address is not whole. Copy all of it.' : problemWords(error).message),
    );
  }, [paymentsOrigin, kind, schema]);
  return { found, problem };
}
