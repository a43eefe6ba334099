'use client';
import { useConsole } from '../shell/console-context.ts';
import { AccountPage } from './account-page.tsx';

export function StaffAccountPage() {
  const { user, rest } = useConsole();
  return <AccountPage user={user} rest={rest} />;
}
