import type { Metadata } from 'next';
import { CustomersPage } from '../../../../console/customers/customers-page.tsx';

export const metadata: Metadata = { title: 'Customers' };

export default function Page() {
  return <CustomersPage />;
}
