import type { Payment } from '@fieldfare/protocol';
import { CopyButton, DateTime, Facts, Panel, type Fact } from '@fieldfare/ui';

export function ProcessingPanel({ payment }: { payment: Payment }) {
  const facts: Fact[] = [
    { term: 'Reference', value: payment.reference ?? 'None' },
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
          <Id text={payment.processor_reference} subject="processor reference" />
        ),
    },
    { term: 'Payment id', value: <Id text={payment.id} subject="payment id" /> },
    ...(payment.payment_method === null
      ? []
      : [
          {
            term: 'Saved method',
            value: <Id text={payment.payment_method} subject="payment method id" />,
          },
        ]),
    ...(payment.session === null
      ? payment.payment_method === null
        ? []
        : [{ term: 'Made by', value: 'Your server, without the shopper' }]
      : [{ term: 'Session', value: <Id text={payment.session} subject="session id" /> }]),
    { term: 'Mode', value: payment.mode === 'test' ? 'Test' : 'Live' },
  ];
  return (
    <Panel title="Processing">
      <Facts facts={facts} />
    </Panel>
  );
}

function Id({ text, subject }: { text: string; subject: string }) {
  return (
    <span className="flex items-center justify-end gap-0.5">
      <code className="truncate font-mono text-xs" title={text}>
        {text}
      </code>
      <CopyButton text={text} subject={subject} />
    </span>
  );
}
