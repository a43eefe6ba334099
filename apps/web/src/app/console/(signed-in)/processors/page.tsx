import type { Metadata } from 'next';
import { ProcessorsPage } from '../../../../console/processors/processors-page.tsx';

export const metadata: Metadata = { title: 'Processors' };

export default function Page() {
  return <ProcessorsPage />;
}
