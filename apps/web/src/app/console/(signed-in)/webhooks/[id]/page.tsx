import { idOf } from '@fieldfare/protocol';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EndpointPage } from '../../../../../console/webhooks/endpoint-page.tsx';

export const metadata: Metadata = { title: 'Webhook endpoint' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = idOf('webhookEndpoint').safeParse((await params).id);
  if (!id.success) notFound();
  return <EndpointPage id={id.data} />;
}
