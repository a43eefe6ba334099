'use client';
import { CardCvc, CardExp, CardNumber, FieldfareProvider, useFields, usePay } from '@fieldfare/sdk/react';
import { useEffect, useRef } from 'react';

/** In these the shopper may still pay. */
const UNDECIDED = new Set(['declined', 'processing', 'requires_action']);

async function fetchToken(): Promise<string> {
  const answer = await fetch('/session', { method: 'POST' });
  if (!answer.ok) throw new Error('The shop could not make a session. Nothing was charged.');
  const { pt_token } = (await answer.json()) as { pt_token: string };
  return pt_token;
}

/** Rendered on the server as empty boxes of their full height; the fields come when React takes the page over. */
export function Checkout({ fieldsOrigin }: { fieldsOrigin: string }) {
  return (
    <FieldfareProvider fieldsOrigin={fieldsOrigin} session={fetchToken}>
      <PaymentForm />
    </FieldfareProvider>
  );
}

function PaymentForm() {
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
        <label htmlFor="number">Card number</label>
        <CardNumber id="number" className="box" />
        <label htmlFor="expiry">Expiration date</label>
        <CardExp id="expiry" className="box" />
        <label htmlFor="code">Security code</label>
        <CardCvc id="code" className="box" />
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
