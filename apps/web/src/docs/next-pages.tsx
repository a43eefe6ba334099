import { DocsLink } from './docs-link.tsx';
import { SITE_MAP } from './site-map.ts';

/** The pages before and after this one. */
export function NextPages({ href }: { href: string }) {
  const entries = SITE_MAP.flatMap((section) => section.entries);
  const index = entries.findIndex((entry) => entry.href === href);
  const before = entries[index - 1];
  const after = entries[index + 1];
  return (
    <nav aria-label="Next pages" className="mt-6 flex flex-wrap justify-between gap-3 border-t border-line pt-4">
      <span>
        {before === undefined ? null : (
          <>
            <span aria-hidden="true">← </span>
            <DocsLink entry={before} className="underline" />
          </>
        )}
      </span>
      {after === undefined ? null : (
        <span>
          <DocsLink entry={after} className="underline" />
          <span aria-hidden="true"> →</span>
        </span>
      )}
    </nav>
  );
}
