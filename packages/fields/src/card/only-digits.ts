/** The digits of a text, full-width and other scripts' forms included, as ASCII. */
export function onlyDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/\D/g, '');
}
