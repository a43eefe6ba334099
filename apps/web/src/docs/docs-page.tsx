import Link from 'next/link';
import type { ReactNode } from 'react';

/** The frame of every page of the documentation. */
export function DocsPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid max-w-3xl gap-8 px-6 py-12">
      <nav aria-label="Documentation" className="flex gap-4 text-sm">
        <Link href="/docs" prefetch={false} className="underline">
          Documentation
        </Link>
        <a href="/docs/api" className="underline">
          API reference
        </a>
        <Link href="/docs/errors" prefetch={false} className="underline">
          Errors
        </Link>
      </nav>
      <h1 className="text-2xl font-semibold">{title}</h1>
      {children}
    </main>
  );
}
