'use client';
import { useEffect } from 'react';
import { SEARCH_BOX_ID } from './search-box.tsx';

const ROW_LINK_ATTRIBUTE = 'data-row-link';

/** `/` goes to the search, `j` and `k` go down and up the rows. Not while typing, nor in a dialog, nor with a modifier. */
export function useListShortcuts(): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        isTyping(event.target) ||
        document.querySelector('dialog[open]')
      )
        return;
      if (event.key === '/') document.getElementById(SEARCH_BOX_ID)?.focus();
      else if (event.key === 'j') moveFocus(1);
      else if (event.key === 'k') moveFocus(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

function moveFocus(step: number): void {
  const links = [...document.querySelectorAll<HTMLElement>(`[${ROW_LINK_ATTRIBUTE}]`)];
  const current = links.indexOf(document.activeElement as HTMLElement);
  const next = current === -1 ? 0 : Math.min(links.length - 1, Math.max(0, current + step));
  links[next]?.focus();
}
