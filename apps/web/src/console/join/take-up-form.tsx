'use client';
import { Button, Notice, TextField } from '@fieldfare/ui';
import { CodeForm } from '../code-form.tsx';
import { useTakeUp } from './use-take-up.ts';
import type { TakeUpOptions } from './use-take-up.ts';

export interface TakeUpFormProps extends TakeUpOptions {
  /** The page's own address: where the form would go without JavaScript. */
  page: string;
  password: { label: string; autoComplete: 'current-password' | 'new-password'; hint: string };
  submitLabel: string;
}

/** Takes up an invitation for its e-mail by a password: a new one, or that of the account that is there. */
export function TakeUpForm({ page, password, submitLabel, ...options }: TakeUpFormProps) {
  const { problem, isBusy, challenge, submit } = useTakeUp(options);
  if (challenge !== null) {
    // The invitation is taken up: who has to begin anew signs in as ever.
    return (
      <CodeForm challenge={challenge} returnPath={options.next} onOver={() => window.location.assign(options.next)} />
    );
  }
  return (
    <form method="post" action={page} className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <TextField label="Email" name="email" type="email" autoComplete="username" value={options.email} readOnly />
      <TextField {...password} name="password" type="password" required />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        {submitLabel}
      </Button>
    </form>
  );
}
