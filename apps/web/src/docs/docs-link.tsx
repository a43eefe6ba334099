import Link from 'next/link';
import type { ComponentProps } from 'react';
import type { DocsEntry } from './site-map.ts';

/** A link to a page of the documentation; what is a document of its own is loaded as one. */
export function DocsLink({ entry, ...rest }: { entry: DocsEntry } & Omit<ComponentProps<'a'>, 'href' | 'ref'>) {
  if (entry.isOwnDocument === true) {
    return (
      <a href={entry.href} {...rest}>
        {entry.title}
      </a>
    );
  }
  return (
    <Link href={entry.href} prefetch={false} {...rest}>
      {entry.title}
    </Link>
  );
}
