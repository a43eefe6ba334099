'use client';
import { PasswordChanged } from '@fieldfare/protocol';
import { Button, Notice } from '@fieldfare/ui';
import { useState, type SyntheticEvent } from 'react';
import { refusalWords } from '../../auth/sign-in-failure.ts';
import { refused, unanswered } from '../api/api-error.ts';
import type { Shop } from '../my/shop.ts';
import { repeatWhileDraining } from '../../repeat-while-draining.ts';
import { problemWords } from '../problem-words.ts';
import { CodeForm } from '../code-form.tsx';
import { submitSignIn } from '../submit-sign-in.ts';
import { NewPasswordFields, nextPassword } from './new-password-fields.tsx';

/** Whoever knows a one-time password, as they have just shown. */
export interface OneTimeSignIn {
  email: string;
  password: string;
  shop?: Shop | undefined;
}

export interface FirstPasswordFormProps {
  paymentsOrigin: string;
  signIn: OneTimeSignIn;
  returnPath: string;
}

/** Puts a password of their own in the place of the one-time one, and signs in by it. */
export function FirstPasswordForm({ paymentsOrigin, signIn, returnPath }: FirstPasswordFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [challenge, setChallenge] = useState<string | null>(null);

  async function choose(form: FormData): Promise<string | null> {
    const next = nextPassword(form);
    if ('problem' in next) return next.problem;
    try {
      await replaceOneTimePassword(paymentsOrigin, signIn, next.password);
    } catch (error) {
      return problemWords(error).message;
    }
    const refusal = await submitSignIn(signIn.email, next.password, signIn.shop);
    if (refusal?.challenge !== undefined) {
      setChallenge(refusal.challenge);
      return null;
    }
    if (refusal !== null) return refusalWords(refusal);
    window.location.assign(returnPath);
    return null;
  }

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setProblem(await choose(new FormData(event.currentTarget)));
    setIsBusy(false);
  }

  if (challenge !== null) {
    return <CodeForm challenge={challenge} returnPath={returnPath} onOver={() => window.location.reload()} />;
  }
  return (
    <form method="post" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem === null ? (
        <Notice tone="calm" announce="status">
          That password serves once. Choose your own to go on.
        </Notice>
      ) : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <input type="text" name="email" autoComplete="username" value={signIn.email} readOnly hidden />
      <NewPasswordFields />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        Set password and sign in
      </Button>
    </form>
  );
}

async function replaceOneTimePassword(
  paymentsOrigin: string,
  { email, password, shop }: OneTimeSignIn,
  newPassword: string,
): Promise<void> {
  const send = () =>
    fetch(new URL('/v1/console/one_time_password', paymentsOrigin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, new_password: newPassword, ...(shop && { shopper: shop }) }),
      cache: 'no-store',
      credentials: 'omit',
    });
  const response = await repeatWhileDraining(send).catch((error: unknown) => {
    throw unanswered(error);
  });
  if (!response.ok) throw await refused(response);
  PasswordChanged.parse(await response.json());
}
