import type { Metadata } from 'next';
import { StaffAccountPage } from '../../../../console/account/staff-account-page.tsx';

export const metadata: Metadata = { title: 'Your account' };

export default function Page() {
  return <StaffAccountPage />;
}
