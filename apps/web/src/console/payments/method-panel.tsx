import type { Payment } from '@fieldfare/protocol';
import { Facts, Panel, type Fact } from '@fieldfare/ui';
import { expiryWords, methodWords } from './method-words.ts';

export function MethodPanel({ payment }: { payment: Payment }) {
  const { method } = payment;
  const expiry = method && expiryWords(method);
  const facts: Fact[] = [
    { term: 'Paid with', value: methodWords(method) },
    ...(expiry ? [{ term: 'Expires', value: expiry }] : []),
    ...(method !== null && method.bank_name !== null ? [{ term: 'Bank', value: method.bank_name }] : []),
  ];
  return (
    <Panel title="Method">
      <Facts facts={facts} />
    </Panel>
  );
}
