'use client';
import type { Payment } from '@fieldfare/protocol';
import { classes } from '@fieldfare/ui';
import { ROLES, ROW_GRID } from './columns.ts';
import { PaymentRow } from './payment-row.tsx';

/** A table to a screen reader at every width. */
export function PaymentsTable({ payments, isBusy }: { payments: readonly Payment[]; isBusy: boolean }) {
  return (
    <table {...ROLES.table} aria-label="Payments" aria-busy={isBusy} className="block w-full">
      <thead {...ROLES.rowgroup} className="block border-b border-line max-md:sr-only">
        <tr {...ROLES.row} className={classes(ROW_GRID, 'h-9 text-left text-xs text-faint')}>
          <th {...ROLES.columnheader}>Time</th>
          <th {...ROLES.columnheader}>Record number</th>
          <th {...ROLES.columnheader}>Reference</th>
          <th {...ROLES.columnheader}>Method</th>
          <th {...ROLES.columnheader} className="md:text-right">
            Amount
          </th>
          <th {...ROLES.columnheader}>Status</th>
        </tr>
      </thead>
      <tbody {...ROLES.rowgroup} className="block divide-y divide-line">
        {payments.map((payment) => (
          <PaymentRow key={payment.id} payment={payment} />
        ))}
      </tbody>
    </table>
  );
}
