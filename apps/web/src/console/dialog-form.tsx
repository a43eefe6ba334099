'use client';
import { Button, DialogActions } from '@fieldfare/ui';
import type { ReactNode } from 'react';
import { KeyProblem } from './api-keys/key-problem.tsx';

export interface DialogFormProps {
  /** What the form asks for by REST, and how that stands. */
  action: { isPending: boolean; error: Error | null };
  submitLabel: string;
  tone?: 'primary' | 'danger';
  isDisabled?: boolean;
  /** Whether the browser asks for what is missing before anything is sent. */
  hasBrowserChecks?: boolean;
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  children: ReactNode;
}

/** What a dialog asks before something changes: its fields, what went wrong, the way back, and the action, which is sent once however often it is pressed. */
export function DialogForm({
  action: { isPending, error },
  submitLabel,
  tone = 'primary',
  isDisabled = false,
  hasBrowserChecks = false,
  onSubmit,
  onClose,
  children,
}: DialogFormProps) {
  return (
    <form
      method="post"
      noValidate={!hasBrowserChecks}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) onSubmit(new FormData(event.currentTarget));
      }}
    >
      {children}
      <KeyProblem error={error} />
      <DialogActions>
        <Button onClick={onClose} disabled={isPending}>
          Back
        </Button>
        <Button type="submit" tone={tone} isBusy={isPending} disabled={isDisabled}>
          {submitLabel}
        </Button>
      </DialogActions>
    </form>
  );
}
