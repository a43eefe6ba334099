import type { PaymentStatus } from '@fieldfare/protocol';
import { Badge } from './badge.tsx';
import { PAYMENT_STATUS_WORDS } from './payment-status-words.ts';

export function PaymentStatusBadge({ status }: { status: PaymentStatus }) {
  const { label, tone } = PAYMENT_STATUS_WORDS[status];
  return (
    <Badge tone={tone}>
      <span className="size-1.5 rounded-full bg-current" aria-hidden="true" />
      {label}
    </Badge>
  );
}
