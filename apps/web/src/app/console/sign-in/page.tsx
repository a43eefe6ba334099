import { BrandMark, Notice } from '@fieldfare/ui';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { readSession } from '../../../auth/read-session.ts';
import { safeReturnPath } from '../../../console/safe-return-path.ts';
import { SignInForm } from '../../../console/sign-in-form.tsx';
import { webEnv } from '../../../env.ts';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<{ from?: string | string[]; ended?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { from, ended } = await searchParams;
  const returnPath = safeReturnPath(from);
  // A session that has just ended may still have its cookie; sending it back would go in circles.
  if (ended === undefined && (await readSession()) !== null) redirect(returnPath);
  return (
    <main className="grid min-h-dvh place-content-center px-4 py-10">
      <div className="grid w-[min(22rem,calc(100vw-2rem))] gap-5">
        <h1 className="flex items-center gap-2.5 text-xl font-semibold">
          <BrandMark size={28} />
          Sign in to Fieldfare
        </h1>
        {ended === undefined ? null : (
          <Notice tone="calm">Your session has ended. Sign in to go on where you were.</Notice>
        )}
        <div className="rounded-lg border border-line bg-surface p-5">
          <SignInForm paymentsOrigin={webEnv().paymentsOrigin} returnPath={returnPath} />
        </div>
      </div>
    </main>
  );
}
