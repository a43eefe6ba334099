'use client';
import { OwnPaymentMethod } from '@fieldfare/protocol';
import { Dialog } from '@fieldfare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DialogForm } from '../dialog-form.tsx';
import { methodWords } from '../payments/method-words.ts';
import { queryKeys } from '../query-keys.ts';
import { useShopper } from './shopper-context.ts';

export function ForgetMethodDialog({ method, onClose }: { method: OwnPaymentMethod; onClose: () => void }) {
  const { rest, shop } = useShopper();
  const queryClient = useQueryClient();
  const forget = useMutation({
    mutationFn: () =>
      rest({ method: 'POST', path: `/v1/own/payment_methods/${method.id}/revoke`, schema: OwnPaymentMethod, body: {} }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.ownMethods }),
  });
  const words = methodWords(method.method);
  return (
    <Dialog isOpen title={`Remove ${words}`} onClose={onClose} isDismissible={!forget.isPending}>
      <DialogForm
        action={forget}
        submitLabel="Remove"
        tone="danger"
        onSubmit={() => forget.mutate(undefined, { onSuccess: onClose })}
        onClose={onClose}
      >
        <p className="text-muted">
          {shop.merchant.name} can no longer charge it. Payments that were made with it stay as they are. To use it
          again you type it in anew.
        </p>
      </DialogForm>
    </Dialog>
  );
}
