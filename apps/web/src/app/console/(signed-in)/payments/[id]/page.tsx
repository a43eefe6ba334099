import { idOf } from '@fieldfare/protocol';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PaymentPage } from '../../../../../console/payments/payment-page.tsx';

export const metadata: Metadata = { title: 'Payment' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = idOf('payment').safeParse((await params).id);
  if (!id.success) notFound();
  return <PaymentPage id={id.data} />;
}
