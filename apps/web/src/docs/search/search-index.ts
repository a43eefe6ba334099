import 'server-only';
import { ANSWER_ERRORS, OPERATOR_ERRORS } from '@fieldfare/protocol/error-catalogue';
import type { Explained } from '@fieldfare/protocol/error-catalogue';
import { SDK_ERRORS } from '../sdk-error-details.ts';
import { readPage } from '../markdown/read-page.ts';
import { SITE_MAP } from '../site-map.ts';
import type { DocsEntry } from '../site-map.ts';
import { splitSections } from './split-sections.ts';

/** One thing that a search can find: a page's part under one heading, or an error code. */
export interface SearchEntry {
  /** Where it stands; no two have the same. */
  href: string;
  page: string;
  heading: string;
  text: string;
}

let entries: Promise<SearchEntry[]> | null = null;

/** Everything that can be found, read once. */
export function searchIndex(): Promise<SearchEntry[]> {
  entries ??= readAll().catch((error: unknown) => {
    entries = null;
    throw error;
  });
  return entries;
}

async function readAll(): Promise<SearchEntry[]> {
  const pages = SITE_MAP.flatMap((section) => section.entries);
  const parts = await Promise.all(pages.map((entry) => partsOf(entry)));
  return parts.flat().concat(errorEntries());
}

/** Every code once, as on the page: what REST and the SDK know by the same name is explained by REST's. */
function errorEntries(): SearchEntry[] {
  const details: Explained[] = [
    ...OPERATOR_ERRORS,
    ...SDK_ERRORS.flatMap((group) => group.details),
    ...Object.values(ANSWER_ERRORS).flat(),
  ];
  return [...new Map(details)].map(([code, text]) => ({
    href: `/docs/errors#${code}`,
    page: 'Errors',
    heading: code,
    text,
  }));
}

async function partsOf({ href, title, summary }: DocsEntry): Promise<SearchEntry[]> {
  const markdown = (await readPage(href.slice('/docs/'.length))) ?? '';
  const sections = splitSections(markdown).map(({ slug, heading, text }) => ({
    href: `${href}#${slug}`,
    page: title,
    heading,
    text,
  }));
  return [{ href, page: title, heading: title, text: summary }, ...sections];
}
