'use client';
import { Button, Notice, TextField } from '@fieldfare/ui';
import { useRef, useState, type SyntheticEvent } from 'react';
import { refusalWords, type SignInRefusal } from '../auth/sign-in-failure.ts';
import { FirstPasswordForm, type OneTimeSignIn } from './account/first-password-form.tsx';
import { CodeForm } from './code-form.tsx';
import type { Shop } from './my/shop.ts';
import { submitSignIn } from './submit-sign-in.ts';

export interface SignInFormProps {
  paymentsOrigin: string;
  returnPath: string;
  shop?: Shop;
}

/** The form posts, so that without scripts a password still never reaches an address. */
export function SignInForm({ paymentsOrigin, returnPath, shop }: SignInFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [oneTime, setOneTime] = useState<OneTimeSignIn | null>(null);
  const [challenge, setChallenge] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    const typed = { email: textOf(form, 'email').trim(), password: textOf(form, 'password'), shop };
    const refusal = await submitSignIn(typed.email, typed.password, shop);
    if (refusal === null) {
      window.location.assign(returnPath);
      return;
    }
    setIsBusy(false);
    if (refusal.failure === 'change_required') return setOneTime(typed);
    if (refusal.challenge !== undefined) return setChallenge(refusal.challenge);
    setProblem(refusalWords(refusal));
    if (refusal.failure === 'wrong_credentials') password.current?.select();
  }

  if (challenge !== null) {
    const onOver = (refusal: SignInRefusal) => {
      setChallenge(null);
      setProblem(refusalWords(refusal));
    };
    return <CodeForm challenge={challenge} returnPath={returnPath} onOver={onOver} />;
  }
  if (oneTime) return <FirstPasswordForm paymentsOrigin={paymentsOrigin} signIn={oneTime} returnPath={returnPath} />;
  return (
    <form
      method="post"
      action={shop ? '/console/my/sign-in' : '/console/sign-in'}
      className="grid gap-4"
      onSubmit={(event) => void submit(event)}
    >
      {problem === null ? null : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        ref={password}
      />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
