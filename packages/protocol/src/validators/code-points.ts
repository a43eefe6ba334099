/** The length of a text in Unicode code points, as the schemas (and JSON Schema) count it. */
export function codePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
