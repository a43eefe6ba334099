import { Panel, Skeleton } from '@fieldfare/ui';

/** What stands in for any page while it is found out who is signed in. */
export function PageSkeleton() {
  return (
    <div className="grid gap-4" aria-busy="true">
      <output className="sr-only">Opening the console</output>
      <Skeleton className="h-9 w-36" />
      <Panel className="h-52">{null}</Panel>
      <Panel className="h-96">{null}</Panel>
    </div>
  );
}
