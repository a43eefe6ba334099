'use client';
import type { Payment } from '@fieldfare/protocol';
import { Button } from '@fieldfare/ui';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useConsole } from '../shell/console-context.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ACTION_PERMISSIONS, possibleActions, type PaymentAction } from './possible-actions.ts';
import { RefundDialog } from './refund-dialog.tsx';

const LABELS: Record<PaymentAction, string> = { confirm: 'Confirm', cancel: 'Cancel payment', refund: 'Refund' };

/** What the person may do with the payment as it stands. `onDone` is called when a dialog's work is done and its button gone. */
export function PaymentActions({ payment, onDone }: { payment: Payment; onDone: () => void }) {
  const { can, merchant } = useConsole();
  const [open, setOpen] = useState<PaymentAction | null>(null);
  const possible = possibleActions(payment);
  const allowed = possible.filter((action) => can(ACTION_PERMISSIONS[action]));
  const close = () => setOpen(null);
  const done = () => {
    // While the dialog is open nothing behind it takes the focus.
    flushSync(() => setOpen(null));
    onDone();
  };
  return (
    <div className="grid justify-items-end gap-1.5 max-sm:w-full max-sm:justify-items-stretch">
      <div className="flex flex-row-reverse gap-2 max-sm:[&>*]:flex-1">
        {allowed.map((action) => (
          <Button key={action} tone={action === 'confirm' ? 'primary' : 'secondary'} onClick={() => setOpen(action)}>
            {LABELS[action]}
          </Button>
        ))}
      </div>
      {possible.length > 0 && allowed.length === 0 ? (
        <p className="max-w-xs text-right text-sm text-faint max-sm:text-left">
          Your role here is {merchant.role}: you may look at payments, not {possible.join(' or ')} them.
        </p>
      ) : null}
      <ConfirmDialog payment={payment} isOpen={open === 'confirm'} onClose={close} onDone={done} />
      <CancelDialog payment={payment} isOpen={open === 'cancel'} onClose={close} onDone={done} />
      <RefundDialog payment={payment} isOpen={open === 'refund'} onClose={close} onDone={done} />
    </div>
  );
}
