import type { Payment } from '@fieldfare/protocol';
import { Facts, Money, Panel, type Fact } from '@fieldfare/ui';

export function AmountsPanel({ payment }: { payment: Payment }) {
  const money = (amountMinor: number, isStrong = false) => (
    <Money amountMinor={amountMinor} currency={payment.currency} className={isStrong ? 'font-semibold' : ''} />
  );
  const isServiceFee = payment.fee_mode === 'service_fee';
  const facts: Fact[] = [
    { term: 'Amount', value: money(payment.amount_minor) },
    {
      term: isServiceFee ? 'Service fee, paid by the shopper' : 'Processing fee, paid by you',
      value: money(payment.fee_minor),
    },
    { term: 'Total charged to the shopper', value: money(payment.total_minor, true) },
    { term: 'Authorized', value: money(payment.authorized_minor) },
    { term: 'Captured', value: money(payment.captured_minor) },
    { term: 'Refunded', value: money(payment.refunded_minor) },
    ...(payment.dispute_lost_minor > 0 ? [{ term: 'Lost in disputes', value: money(payment.dispute_lost_minor) }] : []),
  ];
  return (
    <Panel title="Amounts" aside={<span className="text-sm text-faint">{payment.currency}</span>}>
      <Facts facts={facts} />
    </Panel>
  );
}
