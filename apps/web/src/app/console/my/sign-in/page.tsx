import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { readSession } from '../../../../auth/read-session.ts';
import { ShopperSignIn } from '../../../../console/my/shopper-sign-in.tsx';
import { webEnv } from '../../../../env.ts';

export const metadata: Metadata = { title: 'Sign in to your payments' };

interface PageProps {
  searchParams: Promise<{ ended?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  // A session that has just ended may still have its cookie; sending it back would go in circles.
  if ((await searchParams).ended === undefined && (await readSession()) !== null) redirect('/console/my');
  return <ShopperSignIn paymentsOrigin={webEnv().paymentsOrigin} />;
}
