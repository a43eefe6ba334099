// Ids stand at the beginning of a title, one after the other: it('[HS3] [HS4] refuses …').
const TITLE = /['"`]((?:\[[A-Z]{2}\d+\] ?)+)/g;
const ID = /[A-Z]{2}\d+/g;

/** The ids of the rules that a test file's titles quote. */
export function readQuotedRules(source: string): string[] {
  return [...source.matchAll(TITLE)].flatMap(([, ids = '']) => ids.match(ID) ?? []);
}
