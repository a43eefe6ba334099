import type { Metadata } from 'next';
import { TeamJoinPage } from '../../../console/join/team-join-page.tsx';
import { webEnv } from '../../../env.ts';

export const metadata: Metadata = { title: 'Your invitation' };

export default function Page() {
  return <TeamJoinPage paymentsOrigin={webEnv().paymentsOrigin} />;
}
