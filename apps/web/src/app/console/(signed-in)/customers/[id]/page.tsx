import { idOf } from '@fieldfare/protocol';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CustomerPage } from '../../../../../console/customers/customer-page.tsx';

export const metadata: Metadata = { title: 'Customer' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = idOf('customer').safeParse((await params).id);
  if (!id.success) notFound();
  return <CustomerPage id={id.data} />;
}
