'use client';
import type { Invitation } from '@fieldfare/protocol';
import { Button, Notice, TextField } from '@fieldfare/ui';
import { useState, type SyntheticEvent } from 'react';
import { refusalWords } from '../../auth/sign-in-failure.ts';
import { problemWords } from '../problem-words.ts';
import { submitSignIn } from '../submit-sign-in.ts';
import { askInvitation } from './ask-invitation.ts';
import { rememberShop } from './shop.ts';

const MIN_PASSWORD = 12;

export interface JoinFormProps {
  paymentsOrigin: string;
  /** The token behind the address's `#`. */
  token: string;
  invitation: Invitation;
}

/** Takes up an invitation by a new password, or by that of the account that is there, and signs in. */
export function JoinForm({ paymentsOrigin, token, invitation }: JoinFormProps) {
  const { email, has_account: hasAccount, merchant, mode } = invitation;
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const password = new FormData(event.currentTarget).get('password');
    if (typeof password !== 'string' || password.length < MIN_PASSWORD)
      return setProblem(`A password has at least ${MIN_PASSWORD} characters.`);
    setIsBusy(true);
    setProblem(await join(password));
    setIsBusy(false);
  }

  async function join(password: string): Promise<string | null> {
    const shop = { merchant: merchant.id, mode };
    try {
      await askInvitation(paymentsOrigin, 'accept', { invitation: token, password });
    } catch (error) {
      return problemWords(error).message;
    }
    rememberShop(shop);
    const refusal = await submitSignIn(email, password, shop);
    if (refusal !== null) return refusalWords(refusal);
    window.location.assign('/console/my');
    return null;
  }

  return (
    <form method="post" action="/console/my/join" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <TextField label="Email" name="email" type="email" autoComplete="username" value={email} readOnly />
      <TextField
        label={hasAccount ? 'Your password' : 'Choose a password'}
        name="password"
        type="password"
        autoComplete={hasAccount ? 'current-password' : 'new-password'}
        hint={hasAccount ? `Of the account that you have at ${merchant.name}.` : `At least ${MIN_PASSWORD} characters.`}
        required
      />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        {hasAccount ? 'Add to my account' : 'Create account'}
      </Button>
    </form>
  );
}
