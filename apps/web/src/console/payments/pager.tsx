'use client';
import type { PaymentList } from '@fieldfare/protocol';
import { buttonClasses } from '@fieldfare/ui';
import { useEffect } from 'react';
import { SoftLink } from '../soft-link.tsx';
import { listHref, type ListParams } from './list-params.ts';
import { pageLinks } from './page-links.ts';

/** Newer and Older. Pages hang on the payments at their ends, so what arrives meanwhile shifts nothing. */
export function Pager({ params, page, isBusy }: { params: ListParams; page: PaymentList; isBusy: boolean }) {
  const { newer, older } = pageLinks(params, page);
  const { filter, search, customer } = params;
  const isAtTop = params.before !== null && !page.has_more && !isBusy;

  // Paging back ended at the top: that is the first page, which also takes what arrives.
  useEffect(() => {
    if (isAtTop) window.history.replaceState(null, '', listHref({ filter, search, customer }));
  }, [isAtTop, filter, search, customer]);

  if (newer === null && older === null) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-2 border-t border-line px-4 py-2.5">
      <PageLink href={newer}>Newer</PageLink>
      <PageLink href={older}>Older</PageLink>
    </nav>
  );
}

function PageLink({ href, children }: { href: string | null; children: string }) {
  if (href === null) {
    return (
      <span aria-disabled="true" className={buttonClasses('quiet', 'pointer-events-none')}>
        {children}
      </span>
    );
  }
  return (
    <SoftLink href={href} className={buttonClasses('secondary')}>
      {children}
    </SoftLink>
  );
}
