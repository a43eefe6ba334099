import { BrandMark } from '@fieldfare/ui';
import type { ReactNode } from 'react';

/** The page before a shopper is signed in: one box in the middle. */
export function ShopperDoor({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-content-center px-4 py-10">
      <div className="grid w-[min(24rem,calc(100vw-2rem))] gap-5">
        <h1 className="flex items-center gap-2.5 text-xl font-semibold">
          <BrandMark size={28} />
          {title}
        </h1>
        {children}
      </div>
    </main>
  );
}
