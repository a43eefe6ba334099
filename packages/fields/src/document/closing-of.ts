/** The end of every document that inlines this script, whose first part is the merchant's: the same bytes for all of them. */
export function closingOf(source: string): string {
  return `${source}</script>`;
}
