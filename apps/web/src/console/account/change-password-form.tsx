'use client';
import { PasswordChanged } from '@fieldfare/protocol';
import { Button, Notice, TextField } from '@fieldfare/ui';
import { useState, type SyntheticEvent } from 'react';
import { fetchConsoleToken } from '../api/fetch-console-token.ts';
import type { RestClient } from '../api/rest-client.ts';
import { problemWords } from '../problem-words.ts';
import { NewPasswordFields, nextPassword } from './new-password-fields.tsx';

export interface ChangePasswordFormProps {
  email: string;
  rest: RestClient;
}

interface Outcome {
  tone: 'good' | 'bad';
  words: string;
}

/** Passwords stay in their inputs: React holds none. */
export function ChangePasswordForm({ email, rest }: ChangePasswordFormProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function change(form: FormData): Promise<Outcome> {
    const next = nextPassword(form);
    if ('problem' in next) return { tone: 'bad', words: next.problem };
    const body = { current_password: form.get('current_password'), new_password: next.password };
    try {
      const changed = await rest({ method: 'POST', path: '/v1/console/password', schema: PasswordChanged, body });
      // The cookie's refresh token serves once more, and is replaced by it; the next page to ask does it otherwise.
      await fetchConsoleToken().catch(() => undefined);
      return { tone: 'good', words: changedWords(changed) };
    } catch (error) {
      return { tone: 'bad', words: problemWords(error).message };
    }
  }

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    setIsBusy(true);
    setOutcome(null);
    const answered = await change(new FormData(form));
    if (answered.tone === 'good') form.reset();
    setOutcome(answered);
    setIsBusy(false);
  }

  return (
    <form method="post" className="grid gap-4 p-4 sm:max-w-md" onSubmit={(event) => void submit(event)}>
      {outcome === null ? null : (
        <Notice tone={outcome.tone} announce={outcome.tone === 'bad' ? 'alert' : 'status'}>
          {outcome.words}
        </Notice>
      )}
      <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Present password"
        name="current_password"
        type="password"
        autoComplete="current-password"
        required
      />
      <NewPasswordFields />
      <div>
        <Button type="submit" tone="primary" isBusy={isBusy}>
          Change password
        </Button>
      </div>
    </form>
  );
}

function changedWords({ ended_sessions: ended }: PasswordChanged): string {
  if (ended === 0) return 'Your password is changed.';
  return `Your password is changed, and ${ended === 1 ? 'another session of yours has' : `${ended} other sessions of yours have`} ended.`;
}
