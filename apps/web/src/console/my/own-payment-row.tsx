import { formatMoney, type OwnPayment } from '@fieldfare/protocol';
import { Badge, DateTime, Money } from '@fieldfare/ui';
import { methodWords } from '../payments/method-words.ts';
import { ownStatusWords } from './own-status-words.ts';

/** One payment as a receipt names it, how it stands, and what that means. */
export function OwnPaymentRow({ payment }: { payment: OwnPayment }) {
  const { label, tone, meaning } = ownStatusWords(payment);
  const { currency } = payment;
  return (
    <li className="grid gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium break-words">{payment.reference ?? `Payment ${payment.record_number}`}</p>
        <p className="flex items-center gap-3">
          <Money amountMinor={payment.total_minor} currency={currency} className="font-medium" />
          <Badge tone={tone}>{label}</Badge>
        </p>
      </div>
      <p className="text-sm text-muted">
        <DateTime value={payment.created_at} /> · {methodWords(payment.method)} · {payment.record_number}
      </p>
      <p className="text-sm text-muted">
        {meaning}
        {payment.refunded_minor > 0
          ? ` Refunded: ${formatMoney({ amountMinor: payment.refunded_minor, currency })}.`
          : null}
        {payment.service_fee_minor > 0
          ? ` Includes a service fee of ${formatMoney({ amountMinor: payment.service_fee_minor, currency })}.`
          : null}
      </p>
    </li>
  );
}
