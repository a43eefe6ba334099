'use client';
import { RecoveryCodes, SecondFactor } from '@fieldfare/protocol';
import { Dialog } from '@fieldfare/ui';
import type { ReactNode } from 'react';
import type { RestClient } from '../api/rest-client.ts';
import { DialogForm } from '../dialog-form.tsx';
import { ProofFields, proofOf } from './proof-fields.tsx';
import { useSecondFactorAction } from './use-second-factor.ts';

interface DialogProps<T> {
  email: string;
  rest: RestClient;
  onDone: (answer: T) => void;
  onClose: () => void;
}

export function TurnOffDialog({ rest, onDone, ...props }: DialogProps<SecondFactor>) {
  const action = useSecondFactorAction(rest, 'turn_off', SecondFactor);
  return (
    <ProveDialog
      {...props}
      title="Turn off your second factor"
      submitLabel="Turn off"
      tone="danger"
      action={action}
      onProven={(proof) => action.mutate(proof, { onSuccess: onDone })}
    >
      From then on your password alone signs you in. Your recovery codes serve no more.
    </ProveDialog>
  );
}

export function NewCodesDialog({ rest, onDone, ...props }: DialogProps<RecoveryCodes>) {
  const action = useSecondFactorAction(rest, 'recovery_codes', RecoveryCodes);
  return (
    <ProveDialog
      {...props}
      title="New recovery codes"
      submitLabel="Get new codes"
      tone="primary"
      action={action}
      onProven={(proof) => action.mutate(proof, { onSuccess: onDone })}
    >
      You get ten new ones. Those that you have left serve no more.
    </ProveDialog>
  );
}

interface ProveDialogProps {
  email: string;
  title: string;
  submitLabel: string;
  tone: 'primary' | 'danger';
  action: { isPending: boolean; error: Error | null };
  onProven: (proof: { current_password: string; code: string }) => void;
  onClose: () => void;
  children: ReactNode;
}

function ProveDialog({ email, title, submitLabel, tone, action, onProven, onClose, children }: ProveDialogProps) {
  return (
    <Dialog isOpen title={title} onClose={onClose} isDismissible={!action.isPending}>
      <DialogForm
        action={action}
        submitLabel={submitLabel}
        tone={tone}
        hasBrowserChecks
        onSubmit={(form) => onProven(proofOf(form))}
        onClose={onClose}
      >
        <p>{children}</p>
        <ProofFields email={email} codeHint="The six digits of your app, or a recovery code." />
      </DialogForm>
    </Dialog>
  );
}
