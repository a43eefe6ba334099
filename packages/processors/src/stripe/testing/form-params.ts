/** Parameters of a request as Stripe's API takes them: form-encoded, nested names in brackets, e.g. `card[number]`. */
export type FormParams = ReadonlyMap<string, string>;

export function parseForm(text: string): FormParams {
  return new Map(new URLSearchParams(text));
}

/** The first name that an endpoint does not know; `metadata[*]` and `expand[*]` stand for any key of theirs. */
export function unknownParam(params: FormParams, allowed: readonly string[]): string | null {
  const known = new Set(allowed);
  const general = (name: string) => name.replace(/^(metadata|expand)\[.*\]$/, '$1[*]');
  return [...params.keys()].find((name) => !known.has(general(name))) ?? null;
}

export function metadataOf(params: FormParams): Record<string, string> {
  const entries = [...params].flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}
