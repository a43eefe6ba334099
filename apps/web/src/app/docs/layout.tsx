import { BrandMark } from '@fieldfare/ui';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { DocsMenu } from '../../docs/docs-menu.tsx';
import { DocsNav } from '../../docs/docs-nav.tsx';
import { DocsSearch } from '../../docs/search/docs-search.tsx';
import '../../docs/docs.css';

export const metadata: Metadata = { title: { default: 'Documentation', template: '%s · Fieldfare docs' } };

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 focus:rounded focus:bg-raised focus:p-2"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-4 px-4">
          <Link href="/docs" prefetch={false} className="flex shrink-0 items-center gap-2 font-semibold">
            <BrandMark size={22} />
            <span className="sr-only sm:not-sr-only">Fieldfare docs</span>
          </Link>
          <DocsSearch />
          <Link href="/console" prefetch={false} className="ml-auto shrink-0 text-muted hover:text-ink">
            Console
          </Link>
        </div>
      </header>
      <div className="mx-auto grid max-w-6xl gap-6 px-4 py-6 md:grid-cols-[13rem_minmax(0,1fr)] md:gap-10 md:py-8">
        <div className="hidden md:block">
          <div className="sticky top-20 max-h-[calc(100dvh-6rem)] overflow-y-auto pb-4">
            <DocsNav />
          </div>
        </div>
        <DocsMenu />
        {children}
      </div>
    </>
  );
}
