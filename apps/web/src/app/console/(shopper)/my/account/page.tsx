import type { Metadata } from 'next';
import { ShopperAccountPage } from '../../../../../console/account/shopper-account-page.tsx';

export const metadata: Metadata = { title: 'Your account' };

export default function Page() {
  return <ShopperAccountPage />;
}
