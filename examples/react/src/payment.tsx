import { useFields, usePay } from '@fieldfare/sdk/react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

/** In these the shopper may still pay. */
const UNDECIDED = new Set(['declined', 'processing', 'requires_action']);

/** The form around the fields, and what became of the payment, live. */
export function Payment({ children }: { children: ReactNode }) {
  const { isReady, payment, error } = useFields();
  const { pay, isPaying, result } = usePay();
  const isOver = payment !== null && !UNDECIDED.has(payment.status);
  const outcome = useRef<HTMLOutputElement>(null);
  // What has the focus goes with the form; whoever has no mouse goes on from the outcome.
  useEffect(() => {
    if (isOver) outcome.current?.focus();
  }, [isOver]);
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
        {/* While it pays it keeps the focus; pressed again, it gets the answer of the payment that is under way. */}
        <button disabled={!isReady} aria-disabled={isPaying}>
          {isReady ? 'Pay $49.00' : 'Loading…'}
        </button>
      </form>
      <output ref={outcome} tabIndex={-1}>
        {isOver ? `Payment ${payment.status}` : (result?.error ?? error)?.message}
      </output>
    </>
  );
}
