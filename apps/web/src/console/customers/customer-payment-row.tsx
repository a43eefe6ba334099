import type { Payment } from '@fieldfare/protocol';
import { Badge, DateTime, Money, PaymentStatusBadge } from '@fieldfare/ui';
import Link from 'next/link';
import { methodWords } from '../payments/method-words.ts';

/** One payment of the customer at hand. The record number is the link, and its area is the row's. */
export function CustomerPaymentRow({ payment }: { payment: Payment }) {
  return (
    <li className="relative grid gap-0.5 px-4 py-2.5 hover:bg-sunken/60">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="flex flex-wrap items-center gap-2">
          <Money amountMinor={payment.total_minor} currency={payment.currency} className="font-medium" />
          <PaymentStatusBadge status={payment.status} />
          {payment.disputed ? <Badge tone="bad">Disputed</Badge> : null}
        </span>
        <Link
          href={`/console/payments/${payment.id}`}
          prefetch={false}
          className="font-mono text-sm text-accent after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {payment.record_number}
        </Link>
      </p>
      <p className="text-sm break-words text-muted">
        <DateTime value={payment.created_at} /> · {methodWords(payment.method)}
        {payment.reference === null ? null : ` · ${payment.reference}`}
      </p>
    </li>
  );
}
