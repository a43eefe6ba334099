import type { Customer } from '@fieldfare/protocol';
import { DateTime } from '@fieldfare/ui';
import Link from 'next/link';
import { customerDetails, customerName } from './customer-words.ts';

/** One customer. The name is the link, and its area is the row's. */
export function CustomerRow({ customer }: { customer: Customer }) {
  return (
    <li className="relative flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-sunken/60">
      <span className="min-w-0">
        <Link
          href={`/console/customers/${customer.id}`}
          prefetch={false}
          className="font-medium break-words text-accent after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {customerName(customer)}
        </Link>
        {customerDetails(customer).map((detail) => (
          <span key={detail} className="text-sm break-words text-muted">
            {' · '}
            {detail}
          </span>
        ))}
      </span>
      <span className="text-sm text-muted">
        <DateTime value={customer.created_at} />
      </span>
    </li>
  );
}
