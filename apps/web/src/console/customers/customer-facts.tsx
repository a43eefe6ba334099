import type { Customer } from '@fieldfare/protocol';
import { DateTime, Facts, Panel } from '@fieldfare/ui';
import { CopyableId } from '../copyable-id.tsx';

export function CustomerFacts({ customer }: { customer: Customer }) {
  return (
    <Panel title="Customer">
      <Facts
        facts={[
          { term: 'Name', value: customer.name ?? 'None' },
          { term: 'E-mail', value: customer.email ?? 'None' },
          { term: 'Reference', value: customer.reference ?? 'None' },
          { term: 'Created', value: <DateTime value={customer.created_at} isFull /> },
          { term: 'Last change', value: <DateTime value={customer.updated_at} isFull /> },
          { term: 'Customer id', value: <CopyableId text={customer.id} subject="customer id" /> },
          { term: 'Mode', value: customer.mode === 'test' ? 'Test' : 'Live' },
        ]}
      />
    </Panel>
  );
}
