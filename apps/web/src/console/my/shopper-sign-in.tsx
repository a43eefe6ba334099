'use client';
import { Notice, Skeleton } from '@fieldfare/ui';
import { useSearchParams } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';
import { SignInForm } from '../sign-in-form.tsx';
import { keptShop, parseShop, rememberShop, shopOf, type Shop } from './shop.ts';
import { ShopperDoor } from './shopper-door.tsx';

/** What a browser remembers does not change while this page is looked at. */
const noChange = () => () => undefined;

/** Signs a shopper in at the shop that the address names, or the one that this browser knows. */
export function ShopperSignIn({ paymentsOrigin }: { paymentsOrigin: string }) {
  const params = useSearchParams();
  const kept = useSyncExternalStore(noChange, keptShop, () => undefined);
  const named = shopOf(params);
  const shop: Shop | null | undefined = named ?? (kept === undefined ? undefined : parseShop(kept));
  useEffect(() => {
    if (named) rememberShop(named);
  }, [named]);
  return (
    <ShopperDoor title="Sign in to your payments">
      {params.get('ended') === null ? null : <Notice tone="calm">You were signed out. Sign in to go on.</Notice>}
      {shop === undefined ? (
        <Skeleton className="h-56 w-full" />
      ) : shop === null ? (
        <Notice tone="warn" title="Which shop?">
          Open this page by the link that your shop gave you. It says whose account you sign in to.
        </Notice>
      ) : (
        <div className="rounded-lg border border-line bg-surface p-5">
          <SignInForm paymentsOrigin={paymentsOrigin} returnPath="/console/my" shop={shop} />
        </div>
      )}
    </ShopperDoor>
  );
}
