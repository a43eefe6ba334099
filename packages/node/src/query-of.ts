/** What a query may hold. */
export type QueryParams = Readonly<Record<string, QueryValue>>;

type QueryValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>> | undefined;

/** Parameters as a query string: lists joined by commas, objects as `metadata[order]=A-1`; what is undefined is left out. */
export function queryOf(params: QueryParams): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (typeof value !== 'object') query.set(name, String(value));
    else if (isList(value)) query.set(name, value.join(','));
    else for (const [key, one] of Object.entries(value)) query.set(`${name}[${key}]`, one);
  }
  const text = query.toString();
  return text && `?${text}`;
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}
