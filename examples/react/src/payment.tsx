import { useFields, usePay } from '@fieldfare/sdk/react';
import type { ReactNode } from 'react';

/** In these the shopper may still pay. */
const UNDECIDED = new Set(['declined', 'processing', 'requires_action']);

/** The form around the fields, and what became of the payment, live. */
export function Payment({ children }: { children: ReactNode }) {
  const { isReady, payment, error } = useFields();
  const { pay, isPaying, result } = usePay();
  const isOver = payment !== null && !UNDECIDED.has(payment.status);
  return (
    <>
      <form
        hidden={isOver}
        onSubmit={(event) => {
          event.preventDefault();
          void pay();
        }}
      >
        {children}
        <button disabled={!isReady || isPaying}>{isReady ? 'Pay $49.00' : 'Loading…'}</button>
      </form>
      <output>{isOver ? `Payment ${payment.status}` : (result?.error ?? error)?.message}</output>
    </>
  );
}
