import { Card, CardCvc, CardExp, CardNumber, useFields, usePay } from '@fieldfare/sdk/react';
import { Button, Notice } from '@fieldfare/ui';
import type { ReactNode } from 'react';
import type { PlaygroundSettings } from './settings.ts';

const BOX =
  'h-11 overflow-hidden rounded-md border border-line-strong data-ff-focused:outline-2 data-ff-focused:outline-accent data-ff-invalid:border-danger';
const UNDECIDED = new Set(['declined', 'processing', 'requires_action']);

/** A checkout with real fields, in the looks of the editor. */
export function Preview({ layout, onAgain }: Pick<PlaygroundSettings, 'layout'> & { onAgain: () => void }) {
  const { isReady, error, payment } = useFields();
  const { pay, isPaying, result } = usePay();
  const isOver = payment !== null && !UNDECIDED.has(payment.status);
  const problem = result?.error ?? error;
  return (
    <form
      className="grid gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void pay();
      }}
    >
      {layout === 'combined' ? (
        <Labelled id="playground-card" label="Card">
          <Card id="playground-card" className={BOX} />
        </Labelled>
      ) : (
        <>
          <Labelled id="playground-number" label="Card number">
            <CardNumber id="playground-number" className={BOX} />
          </Labelled>
          <div className="grid grid-cols-2 gap-4">
            <Labelled id="playground-expiry" label="Expiration date">
              <CardExp id="playground-expiry" className={BOX} />
            </Labelled>
            <Labelled id="playground-code" label="Security code">
              <CardCvc id="playground-code" className={BOX} />
            </Labelled>
          </div>
        </>
      )}
      {isOver ? (
        <Button onClick={onAgain}>Begin again</Button>
      ) : (
        <Button tone="primary" type="submit" isBusy={isPaying} disabled={!isReady}>
          {isReady ? 'Pay $25.00' : 'Loading fields…'}
        </Button>
      )}
      <output className="grid">
        {problem !== null && !isOver ? <Notice tone="bad">{problem.message}</Notice> : null}
        {isOver ? (
          <Notice tone={payment.status === 'unknown' ? 'warn' : 'good'}>
            Payment <strong>{payment.status}</strong>. Confirm or cancel it in the console: this line follows.
          </Notice>
        ) : null}
      </output>
    </form>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
    </div>
  );
}
