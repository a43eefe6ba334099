import type { Payment } from '@fieldfare/protocol';
import { Badge, CopyButton, Money, PaymentStatusBadge } from '@fieldfare/ui';
import type { Ref } from 'react';
import { paymentMeaning } from './payment-meaning.ts';

/** The amount, what state it is in, and by which number people name it. A change of state is read out. */
export function PaymentHeading({ payment, ref }: { payment: Payment; ref: Ref<HTMLHeadingElement> }) {
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <h1 ref={ref} tabIndex={-1} className="text-2xl font-semibold outline-none">
          <span className="sr-only">Payment of </span>
          <Money amountMinor={payment.total_minor} currency={payment.currency} />
        </h1>
        <output data-payment-status={payment.status}>
          <PaymentStatusBadge status={payment.status} />
        </output>
        {payment.disputed ? <Badge tone="bad">Disputed</Badge> : null}
        {payment.dispute_lost_minor > 0 ? <Badge tone="bad">Dispute lost</Badge> : null}
      </div>
      <p className="flex items-center gap-1 text-muted">
        <span className="font-mono">{payment.record_number}</span>
        <CopyButton text={payment.record_number} subject="record number" />
      </p>
      <p className="text-muted">{paymentMeaning(payment)}</p>
    </div>
  );
}
