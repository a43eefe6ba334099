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
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What a dialog asks before something changes: its fields, what went wrong, the way back, and the action, which is sent once however often it is pressed. */
export function DialogForm({
  action: { isPending, error },
  submitLabel,
  tone = 'primary',
  isDisabled = false,
  onSubmit,
  onClose,
  children,
}: DialogFormProps) {
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) onSubmit();
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
