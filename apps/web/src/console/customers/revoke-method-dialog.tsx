'use client';
import { PaymentMethod } from '@fieldfare/protocol';
import { Dialog } from '@fieldfare/ui';
import { DialogForm } from '../dialog-form.tsx';
import { methodWords } from '../payments/method-words.ts';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { useRestAction } from '../use-rest-action.ts';

interface Props {
  saved: PaymentMethod;
  customerId: string;
  onClose: () => void;
}

export function RevokeMethodDialog({ saved, customerId, onClose }: Props) {
  const { scope } = useConsole();
  const revoke = useRestAction(
    `/v1/payment_methods/${saved.id}/revoke`,
    PaymentMethod,
    queryKeys.paymentMethods(scope, customerId),
  );
  return (
    <Dialog isOpen title={`Revoke ${methodWords(saved.method)}`} onClose={onClose} isDismissible={!revoke.isPending}>
      <DialogForm
        action={revoke}
        submitLabel="Revoke"
        tone="danger"
        onSubmit={() => revoke.mutate({}, { onSuccess: onClose })}
        onClose={onClose}
      >
        <p className="text-muted">
          Its key is shredded: nobody can charge it any more, and every processor that keeps it is told to forget it.
          Payments that were made with it can still be confirmed, canceled and refunded. This cannot be taken back.
        </p>
      </DialogForm>
    </Dialog>
  );
}
