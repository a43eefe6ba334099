import { Panel, Skeleton } from '@fieldfare/ui';

export function PaymentSkeleton() {
  return (
    <div className="grid gap-4" aria-busy="true">
      <output className="sr-only">Loading the payment</output>
      <div className="grid gap-2">
        <Skeleton className="h-8 w-48" />
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-4 w-72" />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <Panel className="h-64">{null}</Panel>
        <Panel className="h-64">{null}</Panel>
      </div>
    </div>
  );
}
