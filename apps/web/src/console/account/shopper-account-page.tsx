'use client';
import { useShopper } from '../my/shopper-context.ts';
import { AccountPage } from './account-page.tsx';

export function ShopperAccountPage() {
  const { user, rest } = useShopper();
  return (
    <div className="mx-auto w-full max-w-3xl">
      <AccountPage user={user} rest={rest} />
    </div>
  );
}
