'use client';
import { buttonClasses } from '@fieldfare/ui';
import Link from 'next/link';
import { useCustomer } from '../customers/use-customers.ts';
import { customerName } from '../customers/customer-words.ts';
import { SoftLink } from '../soft-link.tsx';
import { listHref, type ListParams } from './list-params.ts';

/** Says whose payments alone are shown, and how to see everybody's. */
export function CustomerFilter({ params }: { params: ListParams }) {
  const { customer: id, filter, search } = params;
  return id === null ? null : <OfCustomer id={id} everybody={listHref({ filter, search })} />;
}

function OfCustomer({ id, everybody }: { id: string; everybody: string }) {
  const { data: customer } = useCustomer(id);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 break-words">
        Payments of{' '}
        <Link href={`/console/customers/${id}`} className="font-medium text-accent underline underline-offset-2">
          {customer ? customerName(customer) : id}
        </Link>
      </span>
      <SoftLink href={everybody} className={buttonClasses('quiet')}>
        Show everybody’s
      </SoftLink>
    </p>
  );
}
