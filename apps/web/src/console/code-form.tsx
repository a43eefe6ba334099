'use client';
import { Button, Notice, TextField, type TextFieldProps } from '@fieldfare/ui';
import { useEffect, useRef, useState, type RefObject, type SyntheticEvent } from 'react';
import { refusalWords, type SignInRefusal } from '../auth/sign-in-failure.ts';
import { submitCode } from './submit-sign-in.ts';

export interface CodeFormProps {
  /** What the right password was answered with. */
  challenge: string;
  returnPath: string;
  /** The sign-in has to begin anew. */
  onOver: (refusal: SignInRefusal) => void;
}

const APP = {
  label: 'Code',
  hint: 'Open your authenticator app and type the six digits that it shows.',
  inputMode: 'numeric',
  autoComplete: 'one-time-code',
  other: 'No phone? Use a recovery code',
} as const;
const RECOVERY = {
  label: 'Recovery code',
  hint: 'One of those that you saved. It serves once.',
  inputMode: 'text',
  autoComplete: 'off',
  other: 'Use the code of your app',
} as const;

/** The second step of signing in: what only whoever holds the phone, or the recovery codes, knows. */
export function CodeForm({ challenge, returnPath, onOver }: CodeFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isRecovery, setIsRecovery] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  const { other, ...field } = isRecovery ? RECOVERY : APP;

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    const refusal = await submitCode(challenge, code.current?.value.trim() ?? '');
    if (refusal === null) {
      window.location.assign(returnPath);
      return;
    }
    if (refusal.failure === 'sign_in_over') return onOver(refusal);
    setProblem(refusalWords(refusal));
    setIsBusy(false);
    code.current?.select();
  }

  return (
    <form method="post" className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {problem === null ? null : (
        <Notice tone="bad" announce="alert">
          {problem}
        </Notice>
      )}
      <CodeField key={field.label} {...field} field={code} />
      <Button type="submit" tone="primary" isBusy={isBusy} className="mt-1">
        Sign in
      </Button>
      <button
        type="button"
        className="min-h-6 justify-self-start text-sm text-accent underline underline-offset-2"
        onClick={() => {
          setIsRecovery(!isRecovery);
          setProblem(null);
        }}
      >
        {other}
      </button>
    </form>
  );
}

/** Takes the focus: the form stands in the place of the one that had it. */
function CodeField({ field, ...rest }: TextFieldProps & { field: RefObject<HTMLInputElement | null> }) {
  useEffect(() => field.current?.focus(), [field]);
  return (
    <TextField {...rest} name="code" maxLength={40} autoCapitalize="none" spellCheck={false} required ref={field} />
  );
}
