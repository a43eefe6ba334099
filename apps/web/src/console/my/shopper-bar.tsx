'use client';
import { Badge, ThemeToggle } from '@fieldfare/ui';
import { AccountPopover } from '../shell/account-popover.tsx';
import { ConnectionStatus } from '../shell/connection-status.tsx';
import { SignOutButton } from '../shell/sign-out-button.tsx';
import { useShareState } from '../shared/use-share-state.ts';
import { useShopper } from './shopper-context.ts';

/** Whose account it is, and the way out. */
export function ShopperBar() {
  const { user, shop } = useShopper();
  const share = useShareState();
  return (
    <div className="ml-auto flex shrink-0 items-center gap-2 sm:gap-3">
      {shop.mode === 'test' ? <Badge tone="warn">Test</Badge> : null}
      <ConnectionStatus />
      <AccountPopover
        user={user}
        accountPath="/console/my/account"
        face={<span className="max-w-44 truncate max-sm:hidden">{user.email}</span>}
      >
        <ThemeToggle onChange={(theme) => share({ theme })} />
        <SignOutButton />
      </AccountPopover>
    </div>
  );
}
