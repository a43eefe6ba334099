import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { SIGN_IN_PATH } from '../../../auth/auth-options.ts';
import { readSession } from '../../../auth/read-session.ts';
import { ConsoleRoot } from '../../../console/shell/console-root.tsx';
import { webEnv } from '../../../env.ts';

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  if ((await readSession()) === null) redirect(SIGN_IN_PATH);
  return (
    <ConsoleRoot paymentsOrigin={webEnv().paymentsOrigin} audience="people">
      {children}
    </ConsoleRoot>
  );
}
