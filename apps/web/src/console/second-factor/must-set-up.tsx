'use client';
import type { RecoveryCodes } from '@fieldfare/protocol';
import { Notice, Panel } from '@fieldfare/ui';
import { useMemo, useState } from 'react';
import { createRestClient } from '../api/rest-client.ts';
import type { TokenSource } from '../api/token-source.ts';
import { RecoveryCodesOnce } from './recovery-codes-once.tsx';
import { SetUpFactor } from './set-up-factor.tsx';
import { useSecondFactor } from './use-second-factor.ts';

export interface MustSetUpProps {
  email: string;
  paymentsOrigin: string;
  tokens: TokenSource;
  /** It is done, and the recovery codes are shown. */
  onCodes: () => void;
  /** They were saved. */
  onDone: () => void;
}

/** All that somebody sees whose merchant asks for a second factor, until they have one. */
export function MustSetUp({ email, paymentsOrigin, tokens, onCodes, onDone }: MustSetUpProps) {
  const rest = useMemo(() => createRestClient({ paymentsOrigin, tokens, scope: null }), [paymentsOrigin, tokens]);
  const factor = useSecondFactor(rest);
  const [given, setGiven] = useState<RecoveryCodes | null>(null);
  const askedBy = factor.data?.required_by.join(', ') ?? '';
  return (
    <div className="mx-auto grid w-full max-w-2xl grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="text-xl font-semibold">Set up a second factor</h1>
      {given ? null : (
        <Notice tone="calm">
          {askedBy === '' ? 'Your team' : askedBy} asks everybody who works there for a second factor. It takes a
          minute, and then you can go on.
        </Notice>
      )}
      <Panel>
        {given ? (
          <div className="p-4">
            <RecoveryCodesOnce codes={given.codes} email={email} doneLabel="I have saved them, go on" onDone={onDone} />
          </div>
        ) : (
          <SetUpFactor
            email={email}
            rest={rest}
            onDone={(answer) => {
              onCodes();
              setGiven(answer);
            }}
          />
        )}
      </Panel>
    </div>
  );
}
