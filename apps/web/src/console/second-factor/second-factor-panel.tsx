'use client';
import type { SecondFactor } from '@fieldfare/protocol';
import { Badge, Button, DateTime, ErrorState, Notice, Panel, Skeleton } from '@fieldfare/ui';
import { useState } from 'react';
import { fetchConsoleToken } from '../api/fetch-console-token.ts';
import type { RestClient } from '../api/rest-client.ts';
import { problemWords } from '../problem-words.ts';
import { NewCodesDialog, TurnOffDialog } from './prove-dialog.tsx';
import { RecoveryCodesOnce } from './recovery-codes-once.tsx';
import { SetUpFactor } from './set-up-factor.tsx';
import { useSecondFactor } from './use-second-factor.ts';

interface Props {
  email: string;
  rest: RestClient;
}

type Step = { name: 'look' | 'set_up' | 'new_codes' | 'turn_off' } | { name: 'codes'; codes: readonly string[] };

/** Whether signing in asks for a code besides the password, and what may be done about it. */
export function SecondFactorPanel({ email, rest }: Props) {
  const factor = useSecondFactor(rest);
  const [step, setStep] = useState<Step>({ name: 'look' });
  const look = () => setStep({ name: 'look' });
  const isOn = factor.data !== undefined && factor.data.enabled_at !== null;
  return (
    <Panel title="Second factor" aside={isOn ? <Badge tone="good">On</Badge> : null}>
      {step.name === 'set_up' ? (
        <SetUpFactor
          email={email}
          rest={rest}
          onCancel={look}
          onDone={({ codes }) => {
            setStep({ name: 'codes', codes });
            // The cookie's refresh token serves once more, and is replaced by this.
            void fetchConsoleToken().catch(() => undefined);
          }}
        />
      ) : step.name === 'codes' ? (
        <div className="p-4">
          <RecoveryCodesOnce codes={step.codes} email={email} onDone={look} />
        </div>
      ) : factor.data ? (
        <State factor={factor.data} onChoose={(name) => setStep({ name })} />
      ) : factor.isError ? (
        <ErrorState
          title="Your second factor could not be read"
          {...problemWords(factor.error)}
          onRetry={() => void factor.refetch()}
          isRetrying={factor.isFetching}
        />
      ) : (
        <div className="grid gap-3 p-4" aria-busy="true">
          <Skeleton className="h-5 w-full max-w-md" />
          <Skeleton className="h-9 w-28" />
        </div>
      )}
      {step.name === 'turn_off' ? <TurnOffDialog email={email} rest={rest} onDone={look} onClose={look} /> : null}
      {step.name === 'new_codes' ? (
        <NewCodesDialog
          email={email}
          rest={rest}
          onDone={({ codes }) => setStep({ name: 'codes', codes })}
          onClose={look}
        />
      ) : null}
    </Panel>
  );
}

function State({
  factor: { enabled_at: enabledAt, recovery_codes_left: left, required_by: requiredBy },
  onChoose,
}: {
  factor: SecondFactor;
  onChoose: (name: 'set_up' | 'new_codes' | 'turn_off') => void;
}) {
  if (enabledAt === null) {
    return (
      <div className="grid justify-items-start gap-4 p-4">
        <p className="max-w-prose text-muted">
          Off. With a second factor, whoever learns your password still cannot sign in: the console asks for a code from
          an app on your phone, too.
        </p>
        <Button tone="primary" onClick={() => onChoose('set_up')}>
          Set up
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-start gap-4 p-4">
      <p className="max-w-prose">
        On since <DateTime value={enabledAt} isFull />. {leftWords(left)}
        {requiredBy.length === 0
          ? null
          : ` ${requiredBy.join(', ')} ${requiredBy.length === 1 ? 'asks' : 'ask'} for it.`}
      </p>
      {left > 2 ? null : (
        <Notice tone="warn">
          Get new recovery codes before you need one: without your phone there is no other way in.
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onChoose('new_codes')}>New recovery codes</Button>
        <Button onClick={() => onChoose('turn_off')}>Turn off</Button>
      </div>
    </div>
  );
}

function leftWords(left: number): string {
  if (left === 0) return 'No recovery code is left.';
  return left === 1 ? 'One recovery code is left.' : `${left} recovery codes are left.`;
}
