import type { Metadata } from 'next';
import { DocsLink } from '../../docs/docs-link.tsx';
import { SITE_MAP } from '../../docs/site-map.ts';

export const metadata: Metadata = { title: { absolute: 'Documentation · Fieldfare' } };

/** Every page with what one finds there. */
export default function DocsHome() {
  return (
    <main id="content" className="grid min-w-0 content-start gap-8">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">Documentation</h1>
        <p className="max-w-2xl text-lg text-muted">
          Card fields for your own checkout, served by your own installation. Begin with the quick start; the rest is
          one page per task.
        </p>
      </header>
      {SITE_MAP.map(({ title, entries }) => (
        <section key={title} className="grid gap-3">
          <h2 className="text-xl font-semibold">{title}</h2>
          <ul className="grid gap-3 sm:grid-cols-2">
            {entries.map((entry) => (
              <li
                key={entry.href}
                className="relative grid content-start gap-1 rounded-lg border border-line bg-surface p-4 hover:border-line-strong"
              >
                <h3>
                  <DocsLink entry={entry} className="font-semibold after:absolute after:inset-0" />
                </h3>
                <p className="text-muted">{entry.summary}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
