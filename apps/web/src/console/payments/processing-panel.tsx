import type { Payment } from '@fieldfare/protocol';
import { DateTime, Facts, Panel, type Fact } from '@fieldfare/ui';
import Link from 'next/link';
import { CopyableId } from '../copyable-id.tsx';

export function ProcessingPanel({ payment }: { payment: Payment }) {
  const facts: Fact[] = [
    { term: 'Reference', value: payment.reference ?? 'None' },
    ...(payment.customer === null
      ? []
      : [
          {
            term: 'Customer',
            value: (
              <Link
                href={`/console/customers/${payment.customer}`}
                className="font-mono text-xs break-all text-accent underline underline-offset-2"
              >
                {payment.customer}
              </Link>
            ),
          },
        ]),
    { term: 'Created', value: <DateTime value={payment.created_at} isFull /> },
    { term: 'Last change', value: <DateTime value={payment.updated_at} isFull /> },
    ...(payment.status === 'authorized' && payment.authorization_expires_at !== null
      ? [{ term: 'Hold ends', value: <DateTime value={payment.authorization_expires_at} isFull /> }]
      : []),
    { term: 'Processor', value: payment.processor },
    {
      term: 'Processor reference',
      value:
        payment.processor_reference === null ? (
          'None'
        ) : (
          <CopyableId text={payment.processor_reference} subject="processor reference" />
        ),
    },
    { term: 'Payment id', value: <CopyableId text={payment.id} subject="payment id" /> },
    ...(payment.payment_method === null
      ? []
      : [
          {
            term: 'Saved method',
            value: <CopyableId text={payment.payment_method} subject="payment method id" />,
          },
        ]),
    ...(payment.session === null
      ? payment.payment_method === null
        ? []
        : [{ term: 'Made by', value: 'Your server, without the shopper' }]
      : [{ term: 'Session', value: <CopyableId text={payment.session} subject="session id" /> }]),
    { term: 'Mode', value: payment.mode === 'test' ? 'Test' : 'Live' },
  ];
  return (
    <Panel title="Processing">
      <Facts facts={facts} />
    </Panel>
  );
}
