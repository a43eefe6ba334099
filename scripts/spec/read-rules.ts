const RULE = /^- \*\*([A-Z]{2}\d+)\*\* /gm;

/** The ids of a specification's rules, in their order. A rule is a list item that begins with its id in bold. */
export function readRules(specification: string): string[] {
  return [...specification.matchAll(RULE)].map(([, id = '']) => id);
}
