import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { readSession } from '../../../auth/read-session.ts';
import { ConsoleRoot } from '../../../console/shell/console-root.tsx';
import { webEnv } from '../../../env.ts';

export default async function ShopperLayout({ children }: { children: ReactNode }) {
  if ((await readSession()) === null) redirect('/console/my/sign-in');
  return (
    <ConsoleRoot paymentsOrigin={webEnv().paymentsOrigin} audience="shoppers">
      {children}
    </ConsoleRoot>
  );
}
