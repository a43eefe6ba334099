'use client';
import type { AnchorHTMLAttributes } from 'react';

/** A link that only changes the query of the page at hand: no request for a page that is already here. Opens in a tab like any other link. */
export function SoftLink({
  href,
  onClick,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (
          event.defaultPrevented ||
          event.button !== 0 ||
          event.metaKey ||
          event.ctrlKey ||
          event.shiftKey ||
          event.altKey
        )
          return;
        event.preventDefault();
        window.history.pushState(null, '', href);
      }}
    >
      {children}
    </a>
  );
}
