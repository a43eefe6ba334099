import { TEST_BANK_ACCOUNTS, TEST_CARDS } from '@fieldfare/testkit/test-data';
import { CopyButton } from '@fieldfare/ui';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DocsPage } from '../../../docs/docs-page.tsx';

export const metadata: Metadata = { title: 'Test cards' };

/** The testkit's tables, and nothing that is not in them. */
export default function TestCardsPage() {
  return (
    <DocsPage href="/docs/test-cards" isWide>
      <div className="docs-prose">
        <p>
          The sandbox bank stands behind every installation that is not in production. Any future date and any security
          code of the right length will do. Every other number that passes the Luhn check is approved; an amount that
          ends in <code>.51</code> makes the bank slow.
        </p>
        <h2 id="cards">Cards</h2>
      </div>
      <Table head={['Number', 'What happens', 'Ends as', 'In the testkit']}>
        {Object.entries(TEST_CARDS).map(([name, { card, outcome }]) => (
          <tr key={name}>
            <td>
              <Number digits={card.number} groups={card.number.length === 15 ? /^(\d{4})(\d{6})/ : /(\d{4})(?=\d)/g} />
            </td>
            <td>{outcome.words}</td>
            <td>
              <code>{outcome.declineCode ?? outcome.status}</code>
            </td>
            <td>
              <code>cards.{name}</code>
            </td>
          </tr>
        ))}
      </Table>
      <div className="docs-prose">
        <h2 id="bank-accounts">Bank accounts</h2>
        <p>
          Every account is authorized at once; what the table says happens after you confirmed the payment, fifteen
          seconds later.
        </p>
      </div>
      <Table head={['Routing number', 'Account number', 'What happens', 'Returned with', 'In the testkit']}>
        {Object.entries(TEST_BANK_ACCOUNTS).map(([name, { account, outcome }]) => (
          <tr key={name}>
            <td>
              <Number digits={account.routingNumber} />
            </td>
            <td>
              <Number digits={account.accountNumber} />
            </td>
            <td>{outcome.words}</td>
            <td>{outcome.returnCode === null ? '' : <code>{outcome.returnCode}</code>}</td>
            <td>
              <code>bankAccounts.{name}</code>
            </td>
          </tr>
        ))}
      </Table>
    </DocsPage>
  );
}

function Table({ head, children }: { head: readonly string[]; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="docs-prose overflow-x-auto" tabIndex={0} aria-label={head.join(', ')}>
      <table className="min-w-2xl">
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

function Number({ digits, groups }: { digits: string; groups?: RegExp }) {
  const spaced = groups === undefined ? digits : digits.replace(groups, (...parts) => groupsOf(parts));
  return (
    <span className="flex items-center gap-1 whitespace-nowrap">
      <span className="font-mono">{spaced}</span>
      <CopyButton text={digits} subject={spaced} />
    </span>
  );
}

/** Each group that was found, with a space behind it. */
function groupsOf(parts: readonly unknown[]): string {
  return parts
    .slice(1, -2)
    .map((part) => `${String(part)} `)
    .join('');
}
