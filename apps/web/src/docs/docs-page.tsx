import type { ReactNode } from 'react';
import { entryOf } from './site-map.ts';
import { NextPages } from './next-pages.tsx';

/** The content of one page: its title and summary from the site map, and where to go on from it. */
export function DocsPage({ href, children, isWide = false }: { href: string; children: ReactNode; isWide?: boolean }) {
  const entry = entryOf(href);
  return (
    <main id="content" className={`grid min-w-0 content-start gap-6 ${isWide ? '' : 'max-w-3xl'}`}>
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{entry?.title}</h1>
        <p className="text-lg text-muted">{entry?.summary}</p>
      </header>
      {children}
      <NextPages href={href} />
    </main>
  );
}
