'use client';
import { SegmentedControl, SelectField, ThemeToggle } from '@fieldfare/ui';
import { ChooseMerchant } from '../operator/choose-merchant.tsx';
import { useShareState } from '../shared/use-share-state.ts';
import { AccountPopover } from './account-popover.tsx';
import { useConsole } from './console-context.ts';
import { SignOutButton } from './sign-out-button.tsx';
import { usePreferences } from './preferences.ts';

const MODES = [
  { value: 'test', label: 'Test' },
  { value: 'live', label: 'Live' },
] as const;

/** Who is signed in, for whom, and how the console looks. */
export function AccountMenu() {
  const { user, merchant, scope, can } = useConsole();
  const { setMode, setMerchantId } = usePreferences();
  const share = useShareState();
  return (
    <AccountPopover
      user={user}
      accountPath="/console/account"
      details={
        <p className="mt-1 text-sm text-muted">
          {merchant.name}, as {merchant.role}
        </p>
      }
    >
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
    </AccountPopover>
  );
}
