'use client';
import { EmptyState, Panel } from '@fieldfare/ui';
import Link from 'next/link';
import { listHref, readListParams } from '../payments/list-params.ts';
import { CustomerPaymentRow } from './customer-payment-row.tsx';
import { usePaymentList } from '../payments/use-payment-list.ts';
import { QueryStates } from '../query-states.tsx';

/** The newest payments of a customer, kept up to date; the older ones are in the list of payments. */
export function CustomerPayments({ customerId }: { customerId: string }) {
  const href = listHref({ customer: customerId });
  const payments = usePaymentList({ ...readListParams(new URLSearchParams()), customer: customerId });
  return (
    <Panel title="Payments">
      <QueryStates query={payments} title="The payments could not be read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title="No payments yet">
              A payment of a session that names this customer appears here.
            </EmptyState>
          ) : (
            <>
              <ul aria-label="Payments" className="divide-y divide-line">
                {data.map((payment) => (
                  <CustomerPaymentRow key={payment.id} payment={payment} />
                ))}
              </ul>
              <p className="border-t border-line px-4 py-2.5">
                <Link href={href} className="text-accent underline underline-offset-2">
                  All payments of this customer
                </Link>
              </p>
            </>
          )
        }
      </QueryStates>
    </Panel>
  );
}
