import type { Metadata } from 'next';
import { BalancePage } from '../../../../console/balance/balance-page.tsx';

export const metadata: Metadata = { title: 'Balance' };

export default function Page() {
  return <BalancePage />;
}
