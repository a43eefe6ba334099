'use client';
import { Badge, Icon, ThemeToggle } from '@fieldfare/ui';
import { ConnectionStatus } from '../shell/connection-status.tsx';
import { SignOutButton } from '../shell/sign-out-button.tsx';
import { useShareState } from '../shared/use-share-state.ts';
import { useShopper } from './shopper-context.ts';

/** Whose account it is, and the way out. A native popover: Escape and a click outside close it. */
export function ShopperBar() {
  const { user, shop } = useShopper();
  const share = useShareState();
  return (
    <div className="ml-auto flex shrink-0 items-center gap-2 sm:gap-3">
      {shop.mode === 'test' ? <Badge tone="warn">Test</Badge> : null}
      <ConnectionStatus />
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={`Account: ${user.email}`}
        className="flex h-9 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon name="user" />
        <span className="max-w-44 truncate max-sm:hidden">{user.email}</span>
        <Icon name="down" width="10" height="10" />
      </button>
      <div
        id="account-menu"
        popover="auto"
        className="fixed inset-auto top-12 right-[max(0.75rem,calc((100vw-72rem)/2+1.25rem))] m-0 w-72 rounded-lg border border-line bg-raised p-4 text-ink shadow-raised open:grid open:gap-4"
      >
        <div>
          <p className="font-semibold">{user.name}</p>
          <p className="text-sm break-all text-muted">{user.email}</p>
        </div>
        <ThemeToggle onChange={(theme) => share({ theme })} />
        <SignOutButton />
      </div>
    </div>
  );
}
