/**
 * A query string as an object: a name that comes twice is an array, `metadata[order]=A-1` an object within. Names are the caller's, so that
 * the objects have no prototype; `metadata[__proto__]` stays one name, which no schema knows, where a record would drop it unsaid.
 */
export function parseQuery(text: string): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const [, outer, inner] = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined || inner === '__proto__') add(query, name, value);
    else add(groupOf(query, outer), inner, value);
  }
  return query;
}

function groupOf(query: Record<string, unknown>, name: string): Record<string, unknown> {
  const group = query[name];
  if (isGroup(group)) return group;
  // A name that is both a value and a group is left a group, which no schema of a value accepts.
  const made: Record<string, unknown> = Object.create(null);
  query[name] = made;
  return made;
}

function add(target: Record<string, unknown>, name: string, value: string): void {
  const present = target[name];
  if (present === undefined) target[name] = value;
  else if (Array.isArray(present)) present.push(value);
  else if (!isGroup(present)) target[name] = [present, value];
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
