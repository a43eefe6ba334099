'use client';
import { classes } from '@fieldfare/ui';
import { usePathname } from 'next/navigation';
import { DocsLink } from './docs-link.tsx';
import { SITE_MAP } from './site-map.ts';

/** Every page by section, with the present one marked. */
export function DocsNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Documentation" className="grid gap-5">
      {SITE_MAP.map((section) => (
        <div key={section.title} className="grid gap-1">
          <p className="px-2 text-xs font-semibold text-faint">{section.title}</p>
          <ul className="grid">
            {section.entries.map((entry) => (
              <li key={entry.href}>
                <DocsLink
                  entry={entry}
                  aria-current={entry.href === pathname ? 'page' : undefined}
                  className={classes(
                    'block rounded px-2 py-1.5 md:py-1',
                    entry.href === pathname ? 'bg-accent-soft font-medium text-ink' : 'text-muted hover:text-ink',
                  )}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
