'use client';
import { OwnPaymentMethod } from '@fieldfare/protocol';
import { Button, Dialog, DialogActions, Notice } from '@fieldfare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { methodWords } from '../payments/method-words.ts';
import { problemWords } from '../problem-words.ts';
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
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!forget.isPending) forget.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <p className="text-muted">
          {shop.merchant.name} can no longer charge it. Payments that were made with it stay as they are. To use it
          again you type it in anew.
        </p>
        {forget.error === null ? null : (
          <Notice tone="bad" announce="alert" title="That did not work">
            {problemWords(forget.error).message}
          </Notice>
        )}
        <DialogActions>
          <Button onClick={onClose} disabled={forget.isPending}>
            Back
          </Button>
          <Button type="submit" tone="danger" isBusy={forget.isPending}>
            Remove
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
