import GithubSlugger from 'github-slugger';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWER_ERRORS } from '@fieldfare/protocol/error-catalogue';
import { expect, it } from 'vitest';
import { SITE_MAP } from './site-map.ts';
import { readExamples, readPages } from './testing/read-examples.ts';

const ENTRIES = SITE_MAP.flatMap(({ entries }) => entries);
const APP = join(import.meta.dirname, '../app');

it('leads to pages that are there, and to every one that is', async () => {
  const pages = await readPages();
  const written = ENTRIES.map(({ href }) => href).filter((href) => pages.has(href.slice('/docs/'.length)));
  const made = ENTRIES.filter(({ href }) => !written.includes(href));
  for (const { href } of made)
    expect(
      ['page.tsx', 'route.ts'].some((file) => existsSync(join(APP, href, file))),
      href,
    ).toBe(true);
  expect(written.toSorted()).toEqual([...pages.keys()].map((slug) => `/docs/${slug}`).toSorted());
});

it('no link of a page leads nowhere', async () => {
  const pages = await readPages();
  const codes: string[] = Object.values(ANSWER_ERRORS).flatMap((details) => details.map(([code]) => code));
  const anchors = new Map<string, readonly string[]>([
    ['/docs/errors', codes],
    ['/docs/test-cards', ['cards', 'bank-accounts']],
    ['/docs/playground', []],
    ['/docs/api', []],
  ]);
  for (const [slug, markdown] of pages) {
    const slugger = new GithubSlugger();
    const headings = [...markdown.matchAll(/^#{2,3} (.+)$/gm)].map(([, heading = '']) =>
      slugger.slug(heading.replaceAll('`', '')),
    );
    anchors.set(`/docs/${slug}`, headings);
  }
  const links = [...pages].flatMap(([slug, markdown]) =>
    [...markdown.matchAll(/\]\((\/docs\/[^)]*)\)/g)].map(([, href = '']) => ({ slug, href })),
  );
  expect(links.length).toBeGreaterThan(20);
  const broken = links.filter(({ href }) => {
    const [page = '', anchor] = href.split('#');
    return !anchors.has(page) || (anchor !== undefined && anchors.get(page)?.includes(anchor) !== true);
  });
  expect(broken).toEqual([]);
});

it('code is in a language that is coloured, and says how it is tried', async () => {
  const languages = new Set(['sh', 'ts', 'tsx', 'js', 'html', 'css', 'text']);
  const modes = new Set(['skip', 'payment', 'captured', 'session', 'with', 'file', 'run']);
  for (const { slug, language, meta } of await readExamples()) {
    expect(languages, slug).toContain(language);
    for (const key of Object.keys(meta)) expect(modes, slug).toContain(key);
  }
});
