'use client';
import type { Payment } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions } from '@fieldfare/ui';
import type { ReactNode } from 'react';
import { ActionProblem } from './action-problem.tsx';
import { possibleActions, type PaymentAction } from './possible-actions.ts';

export interface ActionDialogProps {
  payment: Payment;
  action: PaymentAction;
  title: string;
  submitLabel: string;
  isDangerous?: boolean;
  isOpen: boolean;
  isBusy: boolean;
  error: Error | null;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

/** The frame that confirm, cancel and refund share. When the payment moved on meanwhile, only the way out is left. */
export function ActionDialog({
  payment,
  action,
  title,
  submitLabel,
  isDangerous = false,
  isOpen,
  isBusy,
  error,
  onClose,
  onSubmit,
  children,
}: ActionDialogProps) {
  const isPossible = isBusy || possibleActions(payment).includes(action);
  return (
    <Dialog isOpen={isOpen} title={title} onClose={onClose} isDismissible={!isBusy}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && isPossible) onSubmit();
        }}
      >
        {children}
        <ActionProblem error={error} payment={payment} />
        {isPossible || error !== null ? null : (
          <p className="text-muted">The payment changed meanwhile; this is no longer possible.</p>
        )}
        <DialogActions>
          <Button onClick={onClose} disabled={isBusy}>
            {isPossible ? 'Back' : 'Close'}
          </Button>
          {isPossible ? (
            <Button type="submit" tone={isDangerous ? 'danger' : 'primary'} isBusy={isBusy}>
              {submitLabel}
            </Button>
          ) : null}
        </DialogActions>
      </form>
    </Dialog>
  );
}
