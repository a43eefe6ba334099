import type { Metadata } from 'next';
import { MyPage } from '../../../../console/my/my-page.tsx';

export const metadata: Metadata = { title: 'My payments' };

export default function Page() {
  return <MyPage />;
}
