/** What stands behind the language of a block of code: `file=server.mjs` names its file, `with=fields` what it presumes. */
export function metaOf(meta: string | null | undefined): Readonly<Record<string, string>> {
  const pairs = (meta ?? '').split(/\s+/).filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]));
}
