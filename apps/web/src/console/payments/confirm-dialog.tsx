'use client';
import { formatMoney, type Payment } from '@fieldfare/protocol';
import { TextField } from '@fieldfare/ui';
import { ActionDialog } from './action-dialog.tsx';
import { confirmableMinor } from './possible-actions.ts';
import { useAmountField } from './use-amount-field.ts';
import { usePaymentAction } from './use-payment-action.ts';

export interface PaymentDialogProps {
  payment: Payment;
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Captures an authorization: all of it, or less. */
export function ConfirmDialog(props: PaymentDialogProps) {
  // Mounted anew each time it opens, so that no amount and no error is left over.
  return props.isOpen ? <OpenConfirmDialog {...props} /> : null;
}

function OpenConfirmDialog({ payment, isOpen, onClose, onDone }: PaymentDialogProps) {
  const { currency } = payment;
  const maxMinor = confirmableMinor(payment);
  const amount = useAmountField(maxMinor, currency);
  const confirm = usePaymentAction(payment.id, 'confirm');
  const words = amount.parsed.ok ? formatMoney({ amountMinor: amount.parsed.amountMinor, currency }) : '';
  const isLess = amount.parsed.ok && amount.parsed.amountMinor < maxMinor;

  function submit() {
    const amountMinor = amount.check();
    if (amountMinor === null) return;
    confirm.mutate(
      { ...(amountMinor === maxMinor ? {} : { amount_minor: amountMinor }), expected_version: payment.version },
      { onSuccess: onDone },
    );
  }

  return (
    <ActionDialog
      payment={payment}
      action="confirm"
      title="Confirm payment"
      submitLabel={`Confirm ${words}`.trim()}
      isOpen={isOpen}
      isBusy={confirm.isPending}
      error={confirm.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-muted">
        The money held on the shopper’s card is collected. You can confirm less than was authorized; the rest is
        released and cannot be collected later.
      </p>
      <TextField
        label="Amount"
        prefix={currency}
        inputMode="decimal"
        autoComplete="off"
        value={amount.text}
        error={amount.problem}
        hint={isLess ? 'The rest is released.' : `At most ${formatMoney({ amountMinor: maxMinor, currency })}.`}
        onChange={(event) => amount.setText(event.target.value)}
      />
      {payment.fee_mode === 'service_fee' && payment.fee_minor > 0 ? (
        <p className="text-sm text-muted">
          The service fee of {formatMoney({ amountMinor: payment.fee_minor, currency })} is collected on top.
        </p>
      ) : null}
    </ActionDialog>
  );
}
