'use client';
import { Badge } from '@fieldfare/ui';
import { NotificationBell } from '../notifications/notification-bell.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { useConsole } from './console-context.ts';
import { NavLinks } from './nav-links.tsx';

export function TopBar() {
  const { scope } = useConsole();
  return (
    <>
      <NavLinks />
      <div className="ml-auto flex shrink-0 items-center gap-2 sm:gap-3">
        {scope.mode === 'test' ? <Badge tone="warn">Test</Badge> : <Badge tone="good">Live</Badge>}
        <ConnectionStatus />
        <NotificationBell />
        <AccountMenu />
      </div>
    </>
  );
}
