'use client';
import { classes, Icon } from '@fieldfare/ui';
import type MiniSearch from 'minisearch';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { entryOf } from '../site-map.ts';
import { loadSearch, type SearchHit } from './load-search.ts';

const MOST_HITS = 8;

/** Search as a combobox: `/` reaches it, arrows choose, Enter goes there. The index is fetched when it is first needed. */
export function DocsSearch() {
  const router = useRouter();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState<MiniSearch<SearchHit> | 'failed' | null>(null);
  const [query, setQuery] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const hits =
    search === null || search === 'failed' || query.trim() === ''
      ? []
      : (search.search(query).slice(0, MOST_HITS) as unknown as SearchHit[]);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  function load(): void {
    if (search instanceof Object) return;
    loadSearch().then(setSearch, () => setSearch('failed'));
  }

  function go(hit: SearchHit | undefined): void {
    if (hit === undefined) return;
    setIsOpen(false);
    setQuery('');
    input.current?.blur();
    if (entryOf(hit.href.split('#')[0] ?? '')?.isOwnDocument === true) location.assign(hit.href);
    else router.push(hit.href);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') setIsOpen(false);
    else if (event.key === 'Enter') go(hits[chosen]);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setIsOpen(true);
      setChosen((now) => (now + step + hits.length) % Math.max(1, hits.length));
    }
  }

  const isShown = isOpen && query.trim() !== '';
  return (
    <div className="relative w-full max-w-sm">
      <Icon name="search" className="pointer-events-none absolute top-2.5 left-2.5 text-faint" />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label="Search the documentation"
        aria-expanded={isShown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isShown && hits.length > 0 ? `${list}-${chosen}` : undefined}
        placeholder="Search"
        autoComplete="off"
        className="h-9 w-full rounded-md border border-line-strong bg-surface pr-3 pl-8 text-base text-ink placeholder:text-muted"
        value={query}
        onFocus={() => {
          load();
          setIsOpen(true);
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
        onChange={({ target }) => {
          setQuery(target.value);
          setChosen(0);
          setIsOpen(true);
        }}
      />
      <div
        className={classes(
          'absolute inset-x-0 top-10 z-20 max-h-[70dvh] min-w-72 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised',
          isShown ? undefined : 'hidden',
        )}
      >
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a list that filters as one types is no select. */}
        <div role="listbox" id={list} aria-label="Found">
          {hits.map((hit, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the input keeps the focus and hears the keys, as a combobox does.
            <div
              key={hit.href}
              id={`${list}-${index}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above.
              role="option"
              aria-selected={index === chosen}
              className={classes('grid gap-0.5 rounded px-2.5 py-2', index === chosen && 'bg-accent-soft')}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => go(hit)}
            >
              <span className="font-medium">{hit.page === hit.heading ? hit.page : `${hit.page}: ${hit.heading}`}</span>
              <span className="line-clamp-2 text-sm text-muted">{hit.text}</span>
            </div>
          ))}
        </div>
        {hits.length > 0 ? null : <output className="block px-2.5 py-2 text-muted">{words(search, query)}</output>}
      </div>
    </div>
  );
}

function words(search: unknown, query: string): string {
  if (search === 'failed') return 'The search could not be loaded. Try again in a moment.';
  return search === null ? 'Loading…' : `Nothing is called “${query.trim()}” here.`;
}
