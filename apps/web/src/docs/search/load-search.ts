import type MiniSearch from 'minisearch';
import * as z from 'zod';

const SearchHit = z.object({
  href: z.string(),
  page: z.string(),
  heading: z.string(),
  text: z.string(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Fetches the index, and the library that searches it. Rejects where either cannot be had. */
export async function loadSearch(): Promise<MiniSearch<SearchHit>> {
  const [{ default: Search }, response] = await Promise.all([import('minisearch'), fetch('/docs/search.json')]);
  if (!response.ok) throw new Error(`the search index answered ${response.status}`);
  const search = new Search<SearchHit>({
    fields: ['heading', 'page', 'text'],
    idField: 'href',
    storeFields: ['href', 'page', 'heading', 'text'],
    searchOptions: { boost: { heading: 4, page: 2 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' },
  });
  search.addAll(z.array(SearchHit).parse(await response.json()));
  return search;
}
