import type { CurrencyBalance } from '@fieldfare/protocol';
import { Facts, Money, Panel } from '@fieldfare/ui';

/** What is owed in one currency. */
export function BalancePanel({ balance }: { balance: CurrencyBalance }) {
  const { currency } = balance;
  return (
    <Panel title={currency}>
      <Facts
        facts={[
          {
            term: 'Available',
            value: <Money amountMinor={balance.available_minor} currency={currency} className="font-semibold" />,
          },
          { term: 'Held by disputes', value: <Money amountMinor={balance.held_minor} currency={currency} /> },
          { term: 'Fees so far', value: <Money amountMinor={balance.fees_minor} currency={currency} /> },
        ]}
      />
    </Panel>
  );
}
