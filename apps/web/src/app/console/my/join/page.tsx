import type { Metadata } from 'next';
import { JoinPage } from '../../../../console/my/join-page.tsx';
import { webEnv } from '../../../../env.ts';

export const metadata: Metadata = { title: 'Your invitation' };

export default function Page() {
  return <JoinPage paymentsOrigin={webEnv().paymentsOrigin} />;
}
