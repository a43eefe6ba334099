'use client';
import { formatMoney } from '@fieldfare/protocol';
import { TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { ActionDialog } from './action-dialog.tsx';
import type { PaymentDialogProps } from './confirm-dialog.tsx';
import { usePaymentAction } from './use-payment-action.ts';

/** Releases an authorization. */
export function CancelDialog(props: PaymentDialogProps) {
  return props.isOpen ? <OpenCancelDialog {...props} /> : null;
}

function OpenCancelDialog({ payment, isOpen, onClose, onDone }: PaymentDialogProps) {
  const [reason, setReason] = useState('');
  const cancel = usePaymentAction(payment.id, 'cancel');
  const submit = () =>
    cancel.mutate(
      { ...(reason.trim() === '' ? {} : { reason: reason.trim() }), expected_version: payment.version },
      { onSuccess: onDone },
    );
  return (
    <ActionDialog
      payment={payment}
      action="cancel"
      title="Cancel payment"
      submitLabel="Cancel payment"
      isDangerous
      isOpen={isOpen}
      isBusy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-muted">
        {payment.status === 'authorized'
          ? `The hold of ${formatMoney({ amountMinor: payment.authorized_minor, currency: payment.currency })} is released.`
          : 'Whatever the bank turns out to hold is released as soon as that is known.'}{' '}
        This cannot be taken back; the shopper would have to pay anew.
      </p>
      <TextField
        label="Reason (optional)"
        maxLength={200}
        autoComplete="off"
        value={reason}
        hint="Kept in the timeline, for your colleagues."
        onChange={(event) => setReason(event.target.value)}
      />
    </ActionDialog>
  );
}
