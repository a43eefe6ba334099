'use client';
import type { Payment } from '@fieldfare/protocol';
import { Badge, classes, DateTime, Money, PaymentStatusBadge } from '@fieldfare/ui';
import Link from 'next/link';
import { useStore } from 'zustand';
import { useConsole } from '../shell/console-context.ts';
import { CELL_AREAS, ROLES, ROW_GRID, ROW_HEIGHT } from './columns.ts';
import { methodWords } from './method-words.ts';

/** One payment. The record number is the link, and its area is the row's. */
export function PaymentRow({ payment }: { payment: Payment }) {
  const { live } = useConsole();
  const touch = useStore(live, (store) => store.touched.get(payment.id));
  return (
    <tr
      {...ROLES.row}
      className={classes(
        ROW_GRID,
        ROW_HEIGHT,
        'relative hover:bg-sunken/60',
        touch === 'new' && 'animate-row-in',
        touch === 'changed' && 'animate-row-changed',
      )}
    >
      <td {...ROLES.cell} className={CELL_AREAS.time}>
        <DateTime value={payment.created_at} />
      </td>
      <td {...ROLES.cell} className={CELL_AREAS.record}>
        <Link
          href={`/console/payments/${payment.id}`}
          prefetch={false}
          data-row-link
          className="text-accent after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {payment.record_number}
        </Link>
      </td>
      <td {...ROLES.cell} className={CELL_AREAS.reference} title={payment.reference ?? undefined}>
        {payment.reference ?? ''}
      </td>
      <td {...ROLES.cell} className={CELL_AREAS.method}>
        {methodWords(payment.method)}
      </td>
      <td {...ROLES.cell} className={CELL_AREAS.amount}>
        <Money amountMinor={payment.total_minor} currency={payment.currency} />
      </td>
      <td {...ROLES.cell} className={CELL_AREAS.status}>
        <PaymentStatusBadge status={payment.status} />
        {payment.disputed ? <Badge tone="bad">Disputed</Badge> : null}
        {payment.pending_operation === null ? null : <span className="sr-only">, an operation is under way</span>}
      </td>
    </tr>
  );
}
