'use client';
import { OwnMethodsPanel } from './own-methods-panel.tsx';
import { OwnPaymentsPanel } from './own-payments-panel.tsx';
import { useShopper } from './shopper-context.ts';

export function MyPage() {
  const { shop } = useShopper();
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <h1 className="text-xl font-semibold">My payments</h1>
        <p className="text-muted">At {shop.merchant.name}</p>
      </div>
      <OwnPaymentsPanel />
      <OwnMethodsPanel />
    </div>
  );
}
