'use client';
import { formatMoney } from '@fieldfare/protocol';
import { TextField } from '@fieldfare/ui';
import { useState } from 'react';
import { ActionDialog } from './action-dialog.tsx';
import type { PaymentDialogProps } from './confirm-dialog.tsx';
import { refundableMinor } from './possible-actions.ts';
import { useAmountField } from './use-amount-field.ts';
import { usePaymentAction } from './use-payment-action.ts';

/** Sends captured money back: all that is left, or a part. */
export function RefundDialog(props: PaymentDialogProps) {
  return props.isOpen ? <OpenRefundDialog {...props} /> : null;
}

function OpenRefundDialog({ payment, isOpen, onClose, onDone }: PaymentDialogProps) {
  const { currency } = payment;
  const maxMinor = refundableMinor(payment);
  const amount = useAmountField(maxMinor, currency);
  const [reason, setReason] = useState('');
  const refund = usePaymentAction(payment.id, 'refund');
  const words = amount.parsed.ok ? formatMoney({ amountMinor: amount.parsed.amountMinor, currency }) : '';

  function submit() {
    const amountMinor = amount.check();
    if (amountMinor === null) return;
    // Always said, also where it is all of it: a refund made meanwhile must not widen what "all" means.
    refund.mutate(
      { amount_minor: amountMinor, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      { onSuccess: onDone },
    );
  }

  return (
    <ActionDialog
      payment={payment}
      action="refund"
      title="Refund payment"
      submitLabel={`Refund ${words}`.trim()}
      isDangerous
      isOpen={isOpen}
      isBusy={refund.isPending}
      error={refund.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-muted">
        The money goes back to the method that the shopper paid with. This cannot be taken back.
      </p>
      <TextField
        label="Amount"
        prefix={currency}
        inputMode="decimal"
        autoComplete="off"
        value={amount.text}
        error={amount.problem}
        hint={`At most ${formatMoney({ amountMinor: maxMinor, currency })}.`}
        onChange={(event) => amount.setText(event.target.value)}
      />
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
