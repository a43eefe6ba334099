'use client';
import { Icon, SegmentedControl, SelectField, ThemeToggle } from '@fieldfare/ui';
import { ChooseMerchant } from '../operator/choose-merchant.tsx';
import { useShareState } from '../shared/use-share-state.ts';
import { useConsole } from './console-context.ts';
import { SignOutButton } from './sign-out-button.tsx';
import { usePreferences } from './preferences.ts';

const MODES = [
  { value: 'test', label: 'Test' },
  { value: 'live', label: 'Live' },
] as const;

/** Who is signed in, for whom, and how the console looks. A native popover: Escape and a click outside close it. */
export function AccountMenu() {
  const { user, merchant, scope, can } = useConsole();
  const { setMode, setMerchantId } = usePreferences();
  const share = useShareState();
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={`Account: ${user.email}`}
        className="flex h-9 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
      >
        <Icon name="user" />
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
          <p className="mt-1 text-sm text-muted">
            {merchant.name}, as {merchant.role}
          </p>
        </div>
        {can('merchants:read') ? <ChooseMerchant /> : null}
        {user.merchants.length > 1 ? (
          <SelectField
            label="Merchant"
            value={merchant.id}
            onChange={(event) => setMerchantId(event.target.value)}
            options={user.merchants.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        <SegmentedControl
          label="Mode"
          options={MODES}
          value={scope.mode}
          onChange={(mode) => {
            setMode(mode);
            share({ mode });
          }}
        />
        <ThemeToggle onChange={(theme) => share({ theme })} />
        <SignOutButton />
      </div>
    </>
  );
}
