'use client';
import { usePathname } from 'next/navigation';
import { DocsNav } from './docs-nav.tsx';

/** The navigation on a narrow screen: folded, and folded again once a page was chosen. */
export function DocsMenu() {
  return (
    <details key={usePathname()} className="rounded-lg border border-line bg-surface p-3 md:hidden">
      <summary className="font-medium">All pages</summary>
      <div className="pt-3">
        <DocsNav />
      </div>
    </details>
  );
}
