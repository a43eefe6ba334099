'use client';
import { RecoveryCodes, SecondFactorSetUp } from '@fieldfare/protocol';
import { Button, CopyButton, Skeleton } from '@fieldfare/ui';
import { useEffect, useRef } from 'react';
import { KeyProblem } from '../api-keys/key-problem.tsx';
import type { RestClient } from '../api/rest-client.ts';
import { ProofFields, proofOf } from './proof-fields.tsx';
import { QrCode } from './qr-code.tsx';
import { useSecondFactorAction } from './use-second-factor.ts';

export interface SetUpFactorProps {
  email: string;
  rest: RestClient;
  onDone: (given: RecoveryCodes) => void;
  onCancel?: () => void;
}

/** Shows an authenticator app its secret, and asks for the first code. */
export function SetUpFactor({ email, rest, onDone, onCancel }: SetUpFactorProps) {
  const begin = useSecondFactorAction(rest, 'set_up', SecondFactorSetUp);
  const confirm = useSecondFactorAction(rest, 'confirm', RecoveryCodes);
  const isBegun = useRef(false);
  const { mutate } = begin;
  useEffect(() => {
    // Once, also where React runs effects twice: each time makes another secret.
    if (isBegun.current) return;
    isBegun.current = true;
    mutate({});
  }, [mutate]);

  return (
    <form
      method="post"
      className="grid gap-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate(proofOf(new FormData(event.currentTarget)), { onSuccess: onDone });
      }}
    >
      <KeyProblem error={begin.error} />
      <ol className="grid list-decimal gap-5 pl-5 marker:font-semibold">
        <li>
          <p className="mb-3">
            Open an authenticator app on your phone, such as Google Authenticator, 1Password or Aegis, and scan this.
          </p>
          {begin.data ? <Secret setUp={begin.data} /> : <Skeleton className="aspect-square w-full max-w-56" />}
        </li>
        <li>
          <p className="mb-3">Type the six digits that the app shows now, and your password.</p>
          <div className="grid gap-4 sm:max-w-sm">
            <KeyProblem error={confirm.error} />
            <ProofFields email={email} codeHint="It changes every half minute." />
          </div>
        </li>
      </ol>
      <div className="flex flex-wrap gap-2">
        {onCancel ? (
          <Button onClick={onCancel} disabled={confirm.isPending}>
            Not now
          </Button>
        ) : null}
        <Button type="submit" tone="primary" isBusy={confirm.isPending} disabled={!begin.data}>
          Turn on
        </Button>
      </div>
    </form>
  );
}

function Secret({ setUp: { secret, uri } }: { setUp: SecondFactorSetUp }) {
  return (
    <div className="grid gap-3">
      <QrCode text={uri} label="QR code for your authenticator app" />
      <div className="grid gap-1.5 text-sm sm:max-w-sm">
        <p className="text-muted">Cannot scan it? Type this key into the app instead. Show it to nobody.</p>
        <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 font-mono break-words select-all" data-secret>
            {secret.match(/.{1,4}/g)?.join(' ')}
          </code>
          <CopyButton text={secret} subject="key" hasLabel />
        </div>
      </div>
    </div>
  );
}
